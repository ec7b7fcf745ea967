import { describe, expect, it } from 'vitest'
import { createBlendedEmbedder } from '../../src/embed/drivers/blendedEmbedder.js'
import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import { loadTransformersEmbedder } from '../../src/embed/drivers/transformersEmbedder.js'
import { dot } from '../../src/vector/dot.js'
import { describeEmbedder } from '../contracts/embedder.js'
import { sharedPath } from '../shared.js'

const bundled = createStaticEmbedder(loadStaticModel())
const models = sharedPath('models')

describe.skipIf(models === undefined)('blended with a real model (skipped without the shared models)', () => {
  const localModelPath = models!

  describeEmbedder('blended', async () => createBlendedEmbedder({ localModelPath }), {
    idPrefix: `joined:0.3*${bundled.id}+0.7*transformers:Xenova/all-MiniLM-L6-v2:q8`,
    dimensions: 640,
  })

  it('has as its cosine that of table and transformer at their shares', async () => {
    const blended = createBlendedEmbedder({ localModelPath })
    const transformer = await loadTransformersEmbedder({ localModelPath })
    const texts = ['refund a payment', 'gives the money of a charge back']
    const cosine = async (embedder: typeof blended) => {
      const [left, right] = await embedder.embed(texts)
      return dot(left!, right!)
    }
    const mean = 0.3 * (await cosine(bundled)) + 0.7 * (await cosine(transformer))
    expect(await cosine(blended)).toBeCloseTo(mean, 5)
    await Promise.all([blended.close?.(), transformer.close?.()])
    await expect(blended.embed(['new'])).rejects.toMatchObject({ code: 'embedder-closed' })
  })
})

it('is one of the two alone at a table share of 0 or 1', async () => {
  const importModule = () => Promise.reject(new Error('not installed'))
  const table = createBlendedEmbedder({ tableShare: 1, importModule })
  expect(table).toMatchObject({ id: `joined:1*${bundled.id}`, dimensions: bundled.dimensions })
  expect(await table.embed(['refund'])).toEqual(await bundled.embed(['refund']))
  const transformer = createBlendedEmbedder({ tableShare: 0 })
  expect(transformer).toMatchObject({
    id: 'joined:1*transformers:Xenova/all-MiniLM-L6-v2:q8',
    dimensions: 384,
  })
  const both = createBlendedEmbedder({ tableShare: 0.5 })
  expect(both.id).toMatch(/^joined:0\.5\*static:.*\+0\.5\*transformers:/)
})

it.each([-0.1, 1.1, Number.NaN, '0.5' as unknown as number])('refuses a table share of %s', (tableShare) => {
  expect(() => createBlendedEmbedder({ tableShare })).toThrow(
    expect.objectContaining({ code: 'option-invalid', details: { option: 'tableShare', value: tableShare } }),
  )
})

it('refuses bad options at once, and says that a package is missing at the first text', async () => {
  expect(() => createBlendedEmbedder({ dtype: 'q2' as 'q8' })).toThrow(
    expect.objectContaining({ code: 'option-invalid' }),
  )
  const embedder = createBlendedEmbedder({ importModule: () => Promise.reject(new Error('not installed')) })
  await expect(embedder.embed(['x'])).rejects.toMatchObject({ code: 'dependency-missing' })
})
