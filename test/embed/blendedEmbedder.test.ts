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

it('refuses bad options at once, and says that a package is missing at the first text', async () => {
  expect(() => createBlendedEmbedder({ dtype: 'q2' as 'q8' })).toThrow(
    expect.objectContaining({ code: 'option-invalid' }),
  )
  const embedder = createBlendedEmbedder({ importModule: () => Promise.reject(new Error('not installed')) })
  await expect(embedder.embed(['x'])).rejects.toMatchObject({ code: 'dependency-missing' })
})
