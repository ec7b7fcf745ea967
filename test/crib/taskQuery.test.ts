import { expect, it, vi } from 'vitest'
import { embedTexts } from '../../src/crib/embedTexts.js'
import { taskQuery } from '../../src/crib/taskQuery.js'

const VECTORS: Record<string, Float32Array> = {
  east: Float32Array.of(1, 0),
  north: Float32Array.of(0, 1),
  west: Float32Array.of(-1, 0),
}
const embedder = {
  id: 'compass',
  dimensions: 2,
  embed: vi.fn(async (texts: readonly string[]) => texts.map((text) => VECTORS[text]!)),
}
const vectorOf = async (...parts: [string, number][]) =>
  (
    await taskQuery(
      embedder,
      parts.map(([text, weight]) => ({ text, weight })),
      undefined,
    )
  ).vector

it('weighs the vectors of the texts, and gives their sum length 1', async () => {
  const [x, y] = await vectorOf(['east', 1], ['north', 0.5])
  expect(x).toBeCloseTo(2 / Math.sqrt(5), 6)
  expect(y).toBeCloseTo(1 / Math.sqrt(5), 6)
  expect(await vectorOf(['north', 0.2])).toBe(VECTORS['north'])
})

it('gives zeros where the texts cancel out', async () => {
  expect([...(await vectorOf(['east', 1], ['west', 1]))]).toEqual([0, 0])
})

it('asks the embedder for nothing once it is aborted', async () => {
  embedder.embed.mockClear()
  const aborted = embedTexts(embedder, ['east'], { signal: AbortSignal.abort() })
  await expect(aborted).rejects.toMatchObject({ code: 'aborted' })
  expect(embedder.embed).not.toHaveBeenCalled()
})
