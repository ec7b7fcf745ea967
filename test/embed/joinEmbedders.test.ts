import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import type { Embedder, EmbedOptions } from '../../src/embed/Embedder.js'
import { joinEmbedders } from '../../src/embed/joinEmbedders.js'
import { dot } from '../../src/vector/dot.js'
import { normalize } from '../../src/vector/normalize.js'
import { describeEmbedder } from '../contracts/embedder.js'

const bundled = createStaticEmbedder(loadStaticModel())

/** Vectors of a text's length and kind; all zero for the empty text. */
function fake(id: string, change: Partial<Embedder> = {}): Embedder {
  const embed = async (texts: readonly string[], options: EmbedOptions = {}) =>
    texts.map((text) => normalize([text.length, text === '' ? 0 : options.kind === 'task' ? 1 : 2]))
  return { id, dimensions: 2, embed, ...change }
}

describeEmbedder(
  'joined',
  async () =>
    joinEmbedders([
      { embedder: bundled, share: 0.3 },
      { embedder: { ...bundled, id: 'again' }, share: 0.1 },
    ]),
  { idPrefix: 'joined:0.75*static:', dimensions: 2 * bundled.dimensions },
)

describe('joinEmbedders', () => {
  it('has as its cosine the weighted mean of its parts, whatever the shares sum to', () => {
    const shares = fc.tuple(
      fc.double({ min: 0.01, max: 9, noNaN: true }),
      fc.double({ min: 0.01, max: 9, noNaN: true }),
    )
    const text = fc.string({ minLength: 1, maxLength: 9 })
    const property = fc.asyncProperty(shares, text, text, async ([a, b], task, tool) => {
      const parts = [fake('a'), fake('b', { embed: async (texts) => texts.map(() => normalize([3, 4])) })]
      const joined = joinEmbedders([
        { embedder: parts[0]!, share: a },
        { embedder: parts[1]!, share: b },
      ])
      const cosine = async (embedder: Embedder) => {
        const [left] = await embedder.embed([task], { kind: 'task' })
        const [right] = await embedder.embed([tool], { kind: 'tool' })
        return dot(left!, right!)
      }
      const mean = (a * (await cosine(parts[0]!)) + b * (await cosine(parts[1]!))) / (a + b)
      expect(await cosine(joined)).toBeCloseTo(mean, 5)
    })
    return fc.assert(property)
  })

  it('compares a text of which one part knows nothing by the others, at full length', async () => {
    const joined = joinEmbedders([
      { embedder: fake('a'), share: 0.5 },
      { embedder: fake('b', { embed: async (texts) => texts.map(() => normalize([3, 4])) }), share: 0.5 },
    ])
    expect((await joined.embed(['']))[0]).toEqual(Float32Array.of(0, 0, 0.6, 0.8))
  })

  it('names parts and shares in its id, so that vectors of other shares never mix with these', () => {
    const ids = [0.2, 0.3].map(
      (share) =>
        joinEmbedders([
          { embedder: fake('a'), share },
          { embedder: fake('b'), share: 1 - share },
        ]).id,
    )
    expect(ids).toEqual(['joined:0.2*a+0.8*b', 'joined:0.3*a+0.7*b'])
  })

  it('closes every part', async () => {
    const closed: string[] = []
    const part = (id: string) => ({
      share: 1,
      embedder: fake(id, { close: async () => void closed.push(id) }),
    })
    await joinEmbedders([part('a'), part('b')]).close?.()
    expect(closed).toEqual(['a', 'b'])
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the share %d', (share) => {
    expect(() => joinEmbedders([{ embedder: bundled, share }])).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })

  it('refuses no parts, and a part that breaks its promise', async () => {
    expect(() => joinEmbedders([])).toThrow(/at least one embedder/)
    const broken = fake('broken', { embed: async () => [] })
    await expect(joinEmbedders([{ embedder: broken, share: 1 }]).embed(['x'])).rejects.toMatchObject({
      code: 'embedder-failed',
      details: { embedder: 'broken' },
    })
  })

  it('is aborted by its signal', async () => {
    const joined = joinEmbedders([{ embedder: fake('a'), share: 1 }])
    await expect(joined.embed(['x'], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    })
  })
})
