import { describe, expect, it } from 'vitest'
import { loadTransformersEmbedder } from '../../src/embed/drivers/transformersEmbedder.js'

const HUGGINGFACE = '@huggingface/transformers'
const XENOVA = '@xenova/transformers'

/** A stand-in for either package: vectors of 384 values whose first ones are the text's length and the batch's size. */
function fakePackage(options: { output?: unknown; load?: Promise<void> } = {}) {
  const told = { loads: [] as unknown[][], batches: [] as string[][], envs: [] as object[], disposed: 0 }
  const env: Record<string, unknown> = {
    localModelPath: '/before',
    allowRemoteModels: true,
    allowLocalModels: false,
  }
  const pipeline = async (...args: unknown[]) => {
    told.loads.push(args)
    told.envs.push({ ...env })
    await options.load
    const extractor = async (texts: string[]) => {
      told.batches.push(texts)
      if ('output' in options) return options.output
      const data = new Float32Array(texts.length * 384)
      for (const [row, text] of texts.entries()) data.set([text.length, 1], row * 384)
      return { data, dims: [texts.length, 384] }
    }
    return Object.assign(extractor, { dispose: async () => told.disposed++ })
  }
  return { told, env, module: { env, pipeline } }
}

const only = (name: string, module: object) => async (asked: string) => {
  if (asked === name) return module
  throw Object.assign(new Error(`Cannot find package '${asked}'`), { code: 'ERR_MODULE_NOT_FOUND' })
}

describe('loadTransformersEmbedder', () => {
  it('takes @huggingface/transformers where both are there, else @xenova/transformers', async () => {
    const [newer, older] = [fakePackage(), fakePackage()]
    await loadTransformersEmbedder({
      importModule: async (name) => (name === HUGGINGFACE ? newer : older).module,
    })
    expect([newer.told.loads.length, older.told.loads.length]).toEqual([1, 0])
    const embedder = await loadTransformersEmbedder({ importModule: only(XENOVA, older.module) })
    expect(older.told.loads).toEqual([
      ['feature-extraction', 'Xenova/all-MiniLM-L6-v2', { dtype: 'q8', quantized: true }],
    ])
    expect((await embedder.embed(['four']))[0]!.slice(0, 2)).toEqual(
      Float32Array.of(4 / Math.sqrt(17), 1 / Math.sqrt(17)),
    )
  })

  it('passes on cache folder, device and precision, and restores the settings it changed', async () => {
    const { told, env, module } = fakePackage()
    await loadTransformersEmbedder({
      localModelPath: '/models',
      cacheDir: '/cache',
      device: 'cpu',
      dtype: 'fp32',
      importModule: only(HUGGINGFACE, module),
    })
    expect(told.loads[0]![2]).toEqual({ dtype: 'fp32', quantized: false, cache_dir: '/cache', device: 'cpu' })
    expect(told.envs[0]).toEqual({
      localModelPath: '/models',
      allowRemoteModels: false,
      allowLocalModels: true,
    })
    expect(env).toEqual({ localModelPath: '/before', allowRemoteModels: true, allowLocalModels: false })
  })

  it('names both packages and the command when neither is there', async () => {
    const call = loadTransformersEmbedder({ importModule: only('neither', {}) })
    await expect(call).rejects.toMatchObject({
      code: 'dependency-missing',
      details: { package: HUGGINGFACE, install: `npm install ${HUGGINGFACE}` },
    })
    await expect(call).rejects.toThrow(XENOVA)
    await expect(loadTransformersEmbedder({ importModule: async () => ({}) })).rejects.toMatchObject({
      code: 'dependency-missing',
    })
  })

  it('batches texts of like length and gives vectors in the order of the texts', async () => {
    const { told, module } = fakePackage()
    const embedder = await loadTransformersEmbedder({ batchSize: 2, importModule: only(HUGGINGFACE, module) })
    const vectors = await embedder.embed(['three', 'a', '', 'seventeen letters', 'be'])
    expect(told.batches).toEqual([
      ['a', 'be'],
      ['three', 'seventeen letters'],
    ])
    expect(vectors.map((vector) => Math.round(vector[0]! / (vector[1]! || 1)))).toEqual([5, 1, 0, 17, 2])
  })

  it('shows the model the first characters of a text, never half of a pair', async () => {
    const { told, module } = fakePackage()
    const embedder = await loadTransformersEmbedder({ importModule: only(HUGGINGFACE, module) })
    await embedder.embed([`${'x'.repeat(8_191)}😀`])
    expect(told.batches).toEqual([['x'.repeat(8_191)]])
  })

  it('frees the model once on close', async () => {
    const { told, module } = fakePackage()
    const embedder = await loadTransformersEmbedder({ importModule: only(HUGGINGFACE, module) })
    await embedder.close?.()
    await embedder.close?.()
    expect(told.disposed).toBe(1)
  })

  it('stops waiting for a slow load when aborted, and frees the model that comes too late', async () => {
    let finish = () => {}
    const { told, env, module } = fakePackage({ load: new Promise((resolve) => (finish = resolve)) })
    const controller = new AbortController()
    const importModule = only(HUGGINGFACE, module)
    const call = loadTransformersEmbedder({
      localModelPath: '/models',
      signal: controller.signal,
      importModule,
    })
    setTimeout(() => controller.abort(), 5)
    await expect(call).rejects.toMatchObject({ code: 'aborted' })
    expect(told.disposed).toBe(0)
    finish()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect([told.disposed, env['localModelPath']]).toEqual([1, '/before'])
    const late = loadTransformersEmbedder({ signal: AbortSignal.abort(), importModule })
    await expect(late).rejects.toMatchObject({ code: 'aborted' })
    expect(told.loads).toHaveLength(1)
  })

  it('refuses what is no matrix of one row a text', async () => {
    const wrong = [
      undefined,
      {},
      { data: [1], dims: [1, 1] },
      { data: new Float32Array(768), dims: [2, 384] },
    ]
    for (const output of [...wrong, { data: new Float32Array(384).fill(Number.NaN), dims: [1, 384] }]) {
      const { module } = fakePackage({ output })
      const embedder = await loadTransformersEmbedder({ importModule: only(HUGGINGFACE, module) })
      await expect(embedder.embed(['text'])).rejects.toMatchObject({ code: 'embedder-failed' })
    }
  })

  it('refuses unknown options and values, prototype names included', async () => {
    const typo = { modle: 'x' } as object
    await expect(loadTransformersEmbedder(typo)).rejects.toMatchObject({
      code: 'option-unknown',
      details: { keys: ['modle'] },
    })
    const hostile = JSON.parse('{"__proto__": 1, "constructor": 2}') as object
    await expect(loadTransformersEmbedder(hostile)).rejects.toMatchObject({ code: 'option-unknown' })
    for (const bad of [
      { model: 'constructor' },
      { dtype: 'q1' },
      { batchSize: 0 },
      { localModelPath: '' },
      { device: 3 },
    ]) {
      await expect(loadTransformersEmbedder(bad as object)).rejects.toMatchObject({ code: 'option-invalid' })
    }
  })
})
