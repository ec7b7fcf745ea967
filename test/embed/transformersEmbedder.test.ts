import { describe, expect, it } from 'vitest'
import { loadTransformersEmbedder } from '../../src/embed/drivers/transformersEmbedder.js'
import { TRANSFORMERS_MODELS } from '../../src/embed/drivers/transformersModels.js'
import { dot } from '../../src/vector/dot.js'
import { describeEmbedder } from '../contracts/embedder.js'
import { sharedPath } from '../shared.js'

const models = sharedPath('models')
const MINILM = 'Xenova/all-MiniLM-L6-v2'
const BGE = 'Xenova/bge-small-en-v1.5'

describe.skipIf(models === undefined)(
  'transformers with real models (skipped without the shared models)',
  () => {
    const localModelPath = models!

    for (const model of [MINILM, BGE] as const) {
      describeEmbedder(model, () => loadTransformersEmbedder({ model, localModelPath }), {
        idPrefix: `transformers:${model}:q8`,
        dimensions: 384,
        margin: model === BGE ? 0.05 : 0.1,
      })
    }

    it('reads the task prefix of bge before a task, and of MiniLM nothing', async () => {
      const bge = await loadTransformersEmbedder({ model: BGE, localModelPath })
      const task = 'cancel my subscription'
      const { taskPrefix } = TRANSFORMERS_MODELS[BGE]
      const [[asTask], [asTool], [prefixed]] = await Promise.all([
        bge.embed([task], { kind: 'task' }),
        bge.embed([task], { kind: 'tool' }),
        bge.embed([taskPrefix + task]),
      ])
      expect(asTask).toEqual(prefixed)
      expect(dot(asTask!, asTool!)).toBeLessThan(0.99)
      await bge.close?.()
      const miniLm = await loadTransformersEmbedder({ localModelPath })
      expect(await miniLm.embed([task], { kind: 'task' })).toEqual(await miniLm.embed([task]))
      await miniLm.close?.()
    })

    it('stays near itself in batches, where 8-bit activations depend on the company', async () => {
      const texts = [
        'short',
        'list the open issues of a repository',
        'send a message to a channel',
        'x '.repeat(300),
      ]
      const alone = await loadTransformersEmbedder({ localModelPath })
      const batched = await loadTransformersEmbedder({ localModelPath, batchSize: 4 })
      const [one, four] = await Promise.all([alone.embed(texts), batched.embed(texts)])
      for (const [i, vector] of one.entries()) expect(dot(vector, four[i]!)).toBeGreaterThan(0.97)
      await Promise.all([alone.close?.(), batched.close?.()])
    })

    it('loads two models at once and leaves the settings of the package as they were', async () => {
      const { env } = await import('@huggingface/transformers')
      const before = [env.localModelPath, env.allowRemoteModels, env.allowLocalModels]
      const loaded = await Promise.allSettled([
        loadTransformersEmbedder({ model: MINILM, localModelPath }),
        loadTransformersEmbedder({ model: MINILM, localModelPath: `${localModelPath}/nowhere` }),
        loadTransformersEmbedder({ model: BGE, localModelPath }),
      ])
      expect(loaded.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect([env.localModelPath, env.allowRemoteModels, env.allowLocalModels]).toEqual(before)
      for (const result of loaded) if (result.status === 'fulfilled') await result.value.close?.()
    })

    it('says which model is not where it was looked for', async () => {
      const call = loadTransformersEmbedder({ localModelPath: `${localModelPath}/nowhere` })
      await expect(call).rejects.toMatchObject({ code: 'model-unavailable', details: { model: MINILM } })
      await expect(call).rejects.toThrow(/nowhere.*localModelPath/s)
    })

    it('stops between batches when aborted, and after close', async () => {
      const embedder = await loadTransformersEmbedder({ localModelPath })
      const controller = new AbortController()
      const call = embedder.embed(
        Array.from({ length: 2_000 }, (_, i) => `text ${i}`),
        { signal: controller.signal },
      )
      setTimeout(() => controller.abort(), 50)
      const started = performance.now()
      await expect(call).rejects.toMatchObject({ code: 'aborted' })
      // All 2,000 take more than ten seconds.
      expect(performance.now() - started).toBeLessThan(5_000)
      await embedder.close?.()
      await expect(embedder.embed(['text'])).rejects.toMatchObject({ code: 'embedder-closed' })
    })
  },
)
