import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalize } from '../../src/vector/normalize.js'
import type { Neighbour, VectorIndex } from '../../src/vector/VectorIndex.js'

/** What every driver of VectorIndex does. `create` gives an empty index for vectors of that many values. */
export function describeVectorIndex(
  name: string,
  create: (dimensions: number) => Promise<VectorIndex>,
): void {
  const filled = async (vectors: readonly number[][]) => {
    const index = await create(vectors[0]!.length)
    index.add(vectors.map((vector) => Float32Array.from(vector)))
    return index
  }

  describe(`VectorIndex: ${name}`, () => {
    it('says its name, dimensions and size', async () => {
      const index = await filled([
        [1, 0, 0],
        [0, 1, 0],
      ])
      expect([index.driver, index.dimensions, index.size]).toEqual([name, 3, 2])
    })

    it('finds nothing in an empty index, and nothing for a limit of 0', async () => {
      const empty = await create(2)
      expect(empty.size).toBe(0)
      expect(empty.search(Float32Array.of(1, 0), 5)).toEqual([])
      empty.add([])
      expect(empty.search(Float32Array.of(1, 0), 5)).toEqual([])
      expect((await filled([[1, 0]])).search(Float32Array.of(1, 0), 0)).toEqual([])
    })

    it('gives the most similar first, as many as asked for', async () => {
      const index = await filled([
        [0, 1],
        [1, 0],
        [0.6, 0.8],
        [-1, 0],
      ])
      const found = index.search(Float32Array.of(1, 0), 3)
      expect(positions(found)).toEqual([1, 2, 0])
      expect(found.map((neighbour) => neighbour.similarity)).toEqual([1, Math.fround(0.6), 0])
    })

    it('gives all it holds for a limit above its size', async () => {
      const index = await filled([
        [0, 1],
        [1, 0],
      ])
      expect(positions(index.search(Float32Array.of(0, 1), 1_000_000))).toEqual([0, 1])
    })

    it('puts equal similarities in order of position, duplicates included', async () => {
      const copies = Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? [0, 1, 0] : [1, 0, 0]))
      const index = await filled(copies)
      const found = index.search(Float32Array.of(1, 0, 0), 150)
      expect(positions(found)).toEqual([...copies.keys()].filter((i) => i % 3 !== 0).slice(0, 150))
    })

    it('keeps many copies of one vector from hiding the others', async () => {
      const copies = Array.from({ length: 500 }, () => [1, 0, 0, 0])
      const index = await filled([...copies, [0, 1, 0, 0], [0, 0, 1, 0]])
      expect(positions(index.search(Float32Array.of(0, 1, 0, 0), 1))).toEqual([500])
      expect(positions(index.search(Float32Array.of(0.1, 0.5, 0.8, 0), 4))).toEqual([501, 500, 0, 1])
    })

    it('holds vectors of zeros, with similarity 0', async () => {
      const index = await filled([
        [0, 0],
        [-1, 0],
        [0, 0],
        [1, 0],
        [-0.8, 0.6],
      ])
      expect(positions(index.search(Float32Array.of(1, 0), 3))).toEqual([3, 0, 2])
      expect(positions(index.search(Float32Array.of(1, 0), 4))).toEqual([3, 0, 2, 4])
      expect(index.similarity(Float32Array.of(1, 0), 2)).toBe(0)
      expect(positions(index.search(Float32Array.of(0, 0), 2))).toHaveLength(2)
      expect(
        positions(
          (
            await filled([
              [0, 0],
              [0, 0],
              [0, 0],
            ])
          ).search(Float32Array.of(1, 0), 2),
        ),
      ).toEqual([0, 1])
    })

    it('grows over many additions and keeps positions', async () => {
      const index = await create(40)
      const vectors = randomVectors(1_000, 40, 7)
      for (let start = 0; start < vectors.length; start += 130) index.add(vectors.slice(start, start + 130))
      expect(index.size).toBe(1_000)
      for (const position of [0, 129, 130, 512, 999]) {
        expect(index.search(vectors[position]!, 2)[0]).toMatchObject({ index: position })
      }
    })

    it('copies vectors: changing one afterwards changes nothing', async () => {
      const vector = Float32Array.of(1, 0)
      const index = await create(2)
      index.add([vector])
      vector.fill(0)
      expect(index.similarity(Float32Array.of(1, 0), 0)).toBe(1)
    })

    it('gives true similarities, the same from search and similarity', async () => {
      const vectors = randomVectors(700, 37, 3)
      const index = await create(37)
      index.add(vectors)
      for (const query of randomVectors(20, 37, 4)) {
        for (const { index: position, similarity } of index.search(query, 25)) {
          expect(similarity).toBe(index.similarity(query, position))
          expect(similarity).toBeCloseTo(naiveDot(query, vectors[position]!), 5)
        }
      }
    })

    it('returns distinct positions in descending order for any vectors', async () => {
      const value = fc.constantFrom(-1, -0.5, 0, 0.5, 1)
      const cases = fc.record({
        vectors: fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 60 }),
        query: fc.tuple(value, value, value),
        limit: fc.integer({ min: 0, max: 70 }),
      })
      await fc.assert(
        fc.asyncProperty(cases, async ({ vectors, query, limit }) => {
          const index = await filled(vectors.map((vector) => [...normalize(vector)]))
          const found = index.search(normalize(query), limit)
          expect(found).toHaveLength(Math.min(limit, vectors.length))
          expect(new Set(positions(found)).size).toBe(found.length)
          expect([...found].sort((a, b) => b.similarity - a.similarity || a.index - b.index)).toEqual(found)
        }),
        { numRuns: 60, seed: 11 },
      )
    })

    it('refuses vectors and queries of another length and holds what it held', async () => {
      const index = await filled([[1, 0]])
      const wrong = [Float32Array.of(0, 1), Float32Array.of(1, 0, 0)]
      expect(() => index.add(wrong)).toThrow(expect.objectContaining({ code: 'dimension-mismatch' }))
      expect(index.size).toBe(1)
      const mismatch = expect.objectContaining({
        code: 'dimension-mismatch',
        details: { expected: 2, actual: 3 },
      })
      expect(() => index.search(Float32Array.of(1, 0, 0), 1)).toThrow(mismatch)
      expect(() => index.similarity(Float32Array.of(1, 0, 0), 0)).toThrow(mismatch)
      expect(positions(index.search(Float32Array.of(0, 1), 9))).toEqual([0])
    })

    it('refuses values that are not finite', async () => {
      const index = await filled([[1, 0]])
      const invalid = expect.objectContaining({ code: 'vector-invalid' })
      expect(() => index.add([Float32Array.of(0, Number.NaN)])).toThrow(invalid)
      expect(() => index.search(Float32Array.of(Number.POSITIVE_INFINITY, 0), 1)).toThrow(invalid)
      expect(index.size).toBe(1)
    })

    it('refuses impossible limits, positions and dimensions', async () => {
      const index = await filled([[1, 0]])
      const invalid = expect.objectContaining({ code: 'option-invalid' })
      for (const limit of [-1, 1.5, Number.NaN])
        expect(() => index.search(Float32Array.of(1, 0), limit)).toThrow(invalid)
      for (const at of [-1, 1, 0.5])
        expect(() => index.similarity(Float32Array.of(1, 0), at)).toThrow(invalid)
      for (const dimensions of [0, -1, 2.5, 1e9]) await expect(create(dimensions)).rejects.toThrow(invalid)
    })
  })
}

const positions = (found: readonly Neighbour[]) => found.map((neighbour) => neighbour.index)

/** The dot product as a textbook writes it, in 64-bit floats. */
export function naiveDot(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, i) => sum + value * right[i]!, 0)
}

/** Unit vectors from a seeded generator (mulberry32), spread over the sphere. */
export function randomVectors(count: number, dimensions: number, seed: number): Float32Array[] {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 - 0.5
  }
  return Array.from({ length: count }, () => normalize(Array.from({ length: dimensions }, random)))
}
