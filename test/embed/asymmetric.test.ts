import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createAsymmetricEmbedder } from '../../src/embed/asymmetricEmbedder.js'
import { openDiskVectorStore } from '../../src/embed/drivers/diskVectorStore.js'
import { loadAsymmetricEmbedder } from '../../src/embed/drivers/loadAsymmetricEmbedder.js'
import { loadProjection } from '../../src/embed/drivers/projectionFile.js'
import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import type { TransformersModelId } from '../../src/embed/drivers/transformersModels.js'
import type { Embedder } from '../../src/embed/Embedder.js'
import { Projection } from '../../src/embed/Projection.js'
import { createCrib } from '../../src/index.js'
import { dot } from '../../src/vector/dot.js'
import { normalize } from '../../src/vector/normalize.js'
import { describeEmbedder } from '../contracts/embedder.js'
import { sharedPath } from '../shared.js'

const MINILM = 'Xenova/all-MiniLM-L6-v2'
const MODELS: TransformersModelId[] = [MINILM, 'Xenova/bge-small-en-v1.5']
const bundled = createStaticEmbedder(loadStaticModel())
const models = sharedPath('models')
const folder = mkdtempSync(join(tmpdir(), 'toolcrib-asymmetric-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A file as model/project.py writes it. `rows`: one list of codes an output, each with its scale. */
function fileOf(rows: { scale: number; codes: number[] }[], change: object = {}): Buffer {
  const body = Buffer.concat([
    Buffer.from(Float32Array.from(rows.map(({ scale }) => scale)).buffer),
    Buffer.from(Int8Array.from(rows.flatMap(({ codes }) => codes)).buffer),
  ])
  const header = Buffer.from(
    JSON.stringify({
      sha256: createHash('sha256').update(body).digest('hex'),
      table: 'a'.repeat(64),
      transformer: 'x',
      inputs: rows[0]!.codes.length,
      outputs: rows.length,
      tableShare: 0.25,
      ...change,
    }),
  )
  const start = Buffer.alloc(12)
  start.write('TCPR')
  start.writeUInt32LE(1, 4)
  start.writeUInt32LE(header.length, 8)
  return Buffer.concat([start, header, body])
}

const ROWS = [
  { scale: 0.5, codes: [2, 0, -4] },
  { scale: 1, codes: [0, 127, 0] },
]

describe('Projection', () => {
  it('is a matrix of scaled codes, wherever the file lies in memory', () => {
    const file = fileOf(ROWS)
    for (const offset of [0, 1, 3]) {
      const memory = Buffer.concat([Buffer.alloc(offset, 9), file])
      const projection = Projection.parse(memory.subarray(offset))
      expect(projection.apply(Float32Array.of(1, 0, 0))).toEqual(Float32Array.of(1, 0))
      expect(projection.apply(Float32Array.of(1, 1, 1))).toEqual(normalize([-1, 127]))
      expect(projection.apply(new Float32Array(3))).toEqual(new Float32Array(2))
    }
  })

  it('refuses vectors of another length', () => {
    expect(() => Projection.parse(fileOf(ROWS)).apply(new Float32Array(2))).toThrow(
      expect.objectContaining({ code: 'dimension-mismatch', details: { expected: 3, actual: 2 } }),
    )
  })

  it.each([
    ['is cut short', fileOf(ROWS).subarray(0, -1), /bytes instead of/],
    ['has a byte too many', Buffer.concat([fileOf(ROWS), Buffer.alloc(1)]), /bytes instead of/],
    ['does not match its hash', fileOf(ROWS, { sha256: 'b'.repeat(64) }), /hash/],
    ['has a scale that is no number', fileOf([{ scale: Number.NaN, codes: [1] }]), /not finite/],
    ['has a share above 1', fileOf(ROWS, { tableShare: 2 }), /tableShare/],
    ['is none', Buffer.from('something else'), /TCPR/],
    ['is empty', Buffer.alloc(0), /TCPR/],
  ])('refuses a file that %s', (_, bytes, message) => {
    const call = () => Projection.parse(bytes)
    expect(call).toThrow(expect.objectContaining({ code: 'model-invalid' }))
    expect(call).toThrow(message)
  })

  it.each(MODELS)('of %s belongs to the bundled table', async (model) => {
    const { header } = await loadProjection(model)
    expect(`static:${header.table.slice(0, 12)}`).toBe(bundled.id)
    expect(header).toMatchObject({ transformer: model, inputs: 384, outputs: bundled.dimensions })
  })
})

describe('createAsymmetricEmbedder', () => {
  const fake = (id: string, vector: number[], dimensions = vector.length): Embedder => ({
    id,
    dimensions,
    embed: async (texts) => texts.map(() => normalize(vector)),
  })
  const table = fake(`static:${'a'.repeat(12)}`, [0, 1])
  const tools = fake('transformers:x:q8', [1, 0, 0])
  const projection = Projection.parse(fileOf(ROWS))

  it('embeds a task by the table alone, a tool by both', async () => {
    const refusing = { ...tools, embed: () => Promise.reject(new Error('no task comes here')) }
    const asked = createAsymmetricEmbedder({ table, tools: refusing, projection })
    expect(await asked.embed(['x'], { kind: 'task' })).toEqual([Float32Array.of(0, 1)])
    const embedder = createAsymmetricEmbedder({ table, tools, projection })
    expect(await embedder.embed(['x'])).toEqual([normalize([0.75, 0.25])])
    expect(embedder).toMatchObject({ dimensions: 2 })
  })

  it.each([
    [0, [1, 0]],
    [0.5, [0.5, 0.5]],
    [1, [0, 1]],
  ])('mixes them at the table share that it is given: %s', async (tableShare, mixed) => {
    const embedder = createAsymmetricEmbedder({ table, tools, projection, tableShare })
    expect(await embedder.embed(['x'])).toEqual([normalize(mixed)])
    const fitted = createAsymmetricEmbedder({ table, tools, projection })
    expect(embedder.id).toBe(`${fitted.id}:${tableShare}`)
    const same = createAsymmetricEmbedder({ table, tools, projection, tableShare: 0.25 })
    expect(same.id).toBe(fitted.id)
  })

  it.each([
    ['another table', { table: fake('static:bbbbbbbbbbbb', [0, 1]) }],
    ['another transformer', { tools: fake('transformers:xy:q8', [1, 0, 0]) }],
  ])('refuses a projection of %s', (_, change) => {
    expect(() => createAsymmetricEmbedder({ table, tools, projection, ...change })).toThrow(
      expect.objectContaining({ code: 'projection-mismatch' }),
    )
  })
})

const TOOLS = [
  { name: 'create_refund', description: 'Gives the money of a charge back.' },
  { name: 'get_forecast', description: 'Weather of the next days.' },
].map((tool) => ({ ...tool, inputSchema: { type: 'object' } }))
const sources = [{ server: 's', tools: TOOLS }]
/** No transformers package is installed. */
const importModule = () => Promise.reject(new Error('not installed'))

describe.skipIf(models === undefined)(
  'asymmetric with real models (skipped without the shared models)',
  () => {
    const localModelPath = models!

    for (const model of MODELS) {
      describeEmbedder(`asymmetric ${model}`, () => loadAsymmetricEmbedder({ model, localModelPath }), {
        idPrefix: `asymmetric:${bundled.id}+transformers:${model}:q8`,
        dimensions: 256,
      })
    }

    it.each(MODELS)('%s puts tools where the table has tasks that ask for them', async (model) => {
      const embedder = await loadAsymmetricEmbedder({ model, localModelPath })
      const [task] = await embedder.embed(['refund my payment'], { kind: 'task' })
      const [refund, forecast] = await embedder.embed(TOOLS.map(({ description }) => description))
      expect(dot(task!, refund!)).toBeGreaterThan(dot(task!, forecast!) + 0.1)
      await embedder.close?.()
    })

    it('needs no transformer where the store has every tool, and says what is missing where it has not', async () => {
      const store = await openDiskVectorStore(folder)
      const first = await loadAsymmetricEmbedder({ localModelPath, store })
      const ranked = await (await createCrib({ sources, embedder: first })).rank('give me my money back')
      await first.close?.()
      const without = await loadAsymmetricEmbedder({ store, importModule })
      const crib = await createCrib({ sources, embedder: without })
      expect(await crib.rank('give me my money back')).toEqual(ranked)
      expect(ranked.items[0]?.tool.name).toBe('create_refund')

      const tools = [...TOOLS, { name: 'new_tool', inputSchema: { type: 'object' } }]
      const update = crib.update([{ server: 's', tools }])
      await expect(update).rejects.toMatchObject({
        code: 'vectors-missing',
        details: { embedder: `transformers:${MINILM}:q8`, model: MINILM },
      })
      await expect(update).rejects.toThrow(/toolcrib index/)
      expect(crib.catalog.tools).toHaveLength(2)
    })
  },
)

it('refuses a table share that is none', async () => {
  await expect(loadAsymmetricEmbedder({ tableShare: 2 })).rejects.toMatchObject({
    code: 'option-invalid',
    details: { option: 'tableShare', value: 2 },
  })
})

it('without a store, a missing package is what it always is', async () => {
  const embedder = await loadAsymmetricEmbedder({ importModule })
  await expect(embedder.embed(['x'])).rejects.toMatchObject({ code: 'dependency-missing' })
  expect(await embedder.embed(['x'], { kind: 'task' })).toEqual(await bundled.embed(['x']))
})
