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
    )
  ).whole.vector

it('weighs the vectors of the texts, and gives their sum length 1', async () => {
  const [x, y] = await vectorOf(['east', 1], ['north', 0.5])
  expect(x).toBeCloseTo(2 / Math.sqrt(5), 6)
  expect(y).toBeCloseTo(1 / Math.sqrt(5), 6)
  expect(await vectorOf(['north', 0.2])).toBe(VECTORS['north'])
})

it('prepares each wish of the first text, in one call', async () => {
  embedder.embed.mockClear()
  VECTORS['go east now, then go north'] = Float32Array.of(1, 0)
  VECTORS['go east now'] = Float32Array.of(1, 0)
  VECTORS['go north'] = Float32Array.of(0, 1)
  const texts = [
    { text: 'go east now, then go north', weight: 1 },
    { text: 'west', weight: 0.5 },
  ]
  const { intents } = await taskQuery(embedder, texts)
  expect(
    intents.map(({ text, query }) => [text, [...query.vector], query.terms.map((term) => term.word)]),
  ).toEqual([
    ['go east now', [1, 0], ['go', 'east']],
    ['go north', [0, 1], ['go', 'north']],
  ])
  expect(embedder.embed).toHaveBeenCalledTimes(1)
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
