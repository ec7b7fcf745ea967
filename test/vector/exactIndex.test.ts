import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createExactIndex } from '../../src/vector/drivers/exactIndex.js'
import { describeVectorIndex, naiveDot, randomVectors } from '../contracts/vectorIndex.js'

describeVectorIndex('exact', (dimensions) => createExactIndex(dimensions))
describeVectorIndex('exact', (dimensions) => createExactIndex(dimensions, { kernel: 'plain' }))

describe('createExactIndex', () => {
  it('equals sorting all naive dot products, for any number of vectors and limit', async () => {
    const cases = fc.record({
      count: fc.integer({ min: 1, max: 400 }),
      dimensions: fc.integer({ min: 1, max: 70 }),
      limit: fc.integer({ min: 1, max: 60 }),
      seed: fc.integer(),
    })
    await fc.assert(
      fc.asyncProperty(cases, async ({ count, dimensions, limit, seed }) => {
        // Whole numbers have exact products and sums, so that ties are ties in both.
        const whole = (vector: Float32Array) => vector.map((value) => Math.round(value * 4))
        const vectors = randomVectors(count, dimensions, seed).map(whole)
        const query = whole(randomVectors(1, dimensions, seed + 1)[0]!)
        const index = await createExactIndex(dimensions)
        index.add(vectors)
        const naive = vectors
          .map((vector, position) => ({ index: position, similarity: naiveDot(query, vector) }))
          .sort((a, b) => b.similarity - a.similarity || a.index - b.index)
        expect(index.search(query, limit)).toEqual(naive.slice(0, limit))
      }),
      { numRuns: 80, seed: 5 },
    )
  })

  it('gives all similarities in one go, the same bits as one by one', async () => {
    const index = await createExactIndex(24)
    index.add(randomVectors(301, 24, 1))
    const query = randomVectors(1, 24, 2)[0]!
    const scores = index.scores(query)
    expect(scores).toHaveLength(301)
    expect([...scores]).toEqual([...scores.keys()].map((at) => index.similarity(query, at)))
    scores.fill(9)
    expect(index.scores(query)[0]).not.toBe(9)
  })

  it('gives back a vector as it was added', async () => {
    const vectors = randomVectors(3, 5, 9)
    const index = await createExactIndex(5)
    index.add(vectors)
    expect(index.vectorAt(1)).toEqual(vectors[1])
    expect(() => index.vectorAt(3)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  })
})
