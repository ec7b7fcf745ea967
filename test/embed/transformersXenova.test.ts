import { beforeAll, describe, expect, it } from 'vitest'
import { loadTransformersEmbedder } from '../../src/embed/drivers/transformersEmbedder.js'
import { dot } from '../../src/vector/dot.js'
import { describeEmbedder } from '../contracts/embedder.js'
import { sharedPath } from '../shared.js'
import { ensureXenova } from '../tools/ensureXenova.js'

const models = sharedPath('models')
const MINILM = 'Xenova/all-MiniLM-L6-v2'
const BGE = 'Xenova/bge-small-en-v1.5'

describe.skipIf(models === undefined)(
  'transformers by the real @xenova/transformers (skipped without the shared models)',
  () => {
    const localModelPath = models!
    let address = ''
    const asked: string[] = []
    /** As where only the older package is installed. */
    const importModule = async (name: string): Promise<unknown> => {
      asked.push(name)
      if (name !== '@xenova/transformers') throw new Error(`Cannot find package '${name}'`)
      return import(address)
    }
    const load = (model: typeof MINILM | typeof BGE) =>
      loadTransformersEmbedder({ model, localModelPath, importModule })

    beforeAll(async () => {
      address = await ensureXenova()
    }, 300_000)

    for (const model of [MINILM, BGE] as const) {
      describeEmbedder(`${model} in @xenova/transformers`, () => load(model), {
        idPrefix: `transformers:${model}:q8`,
        dimensions: 384,
        margin: model === BGE ? 0.05 : 0.1,
      })
    }

    it('is asked for second, and is version 2', async () => {
      asked.length = 0
      const embedder = await load(MINILM)
      expect(asked).toEqual(['@huggingface/transformers', '@xenova/transformers'])
      const { env } = (await import(address)) as { env: { version: string } }
      expect(env.version).toBe('2.17.2')
      await embedder.close?.()
    })

    it.each([MINILM, BGE] as const)(
      'gives for %s what @huggingface/transformers gives: the same id, near vectors',
      async (model) => {
        const older = await load(model)
        const newer = await loadTransformersEmbedder({ model, localModelPath })
        const texts = ['cancel my subscription', 'List the open issues of a repository, newest first.']
        expect(older.id).toBe(newer.id)
        for (const kind of ['task', 'tool'] as const) {
          const [left, right] = [await older.embed(texts, { kind }), await newer.embed(texts, { kind })]
          for (const [i, vector] of left.entries()) expect(dot(vector, right[i]!)).toBeGreaterThan(0.99)
        }
        await Promise.all([older.close?.(), newer.close?.()])
      },
    )

    it('says which model is not where it was looked for, and downloads nothing', async () => {
      const call = loadTransformersEmbedder({ localModelPath: `${localModelPath}/nowhere`, importModule })
      await expect(call).rejects.toMatchObject({ code: 'model-unavailable', details: { model: MINILM } })
    })
  },
)
