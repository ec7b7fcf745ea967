import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainRows } from '../../src/vector/plainRows.js'
import { simdRows } from '../../src/vector/simdRows.js'
import { VectorRows } from '../../src/vector/VectorRows.js'
import { randomVectors } from '../contracts/vectorIndex.js'

describe('simdRows and plainRows', () => {
  it('give the same bits for any values, also after growing', () => {
    const float = fc.float({ noNaN: true, min: Math.fround(-1e6), max: Math.fround(1e6) })
    const cases = fc.integer({ min: 1, max: 5 }).chain((lanes) =>
      fc.record({
        stride: fc.constant(lanes * 8),
        query: fc.array(float, { minLength: lanes * 8, maxLength: lanes * 8 }),
        rows: fc.array(fc.array(float, { minLength: lanes * 8, maxLength: lanes * 8 }), {
          minLength: 1,
          maxLength: 9,
        }),
      }),
    )
    fc.assert(
      fc.property(cases, ({ stride, query, rows }) => {
        const stores = [plainRows(stride), simdRows(stride)]
        const [plain, simd] = stores.map((store) =>
          rows.map((row, at) => {
            store.reserve(at + 1)
            store.data.set(row, at * stride)
            return [...store.dots(Float32Array.from(query), at + 1)]
          }),
        )
        expect(simd).toEqual(plain)
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  it('have zeros in rows never written, where results once lay too', () => {
    const store = simdRows(8)
    store.reserve(2)
    store.data.fill(1)
    store.dots(new Float32Array(8).fill(1), 2)
    store.reserve(6)
    expect([...store.data.slice(16)]).toEqual(new Array(32).fill(0))
  })

  it('grow over memory pages and keep what was written', () => {
    const store = simdRows(256)
    const vectors = randomVectors(700, 256, 2)
    for (const [at, vector] of vectors.entries()) {
      store.reserve(at + 1)
      store.data.set(vector, at * 256)
    }
    const dots = store.dots(vectors[3]!, 700)
    expect(dots[3]).toBeCloseTo(1, 5)
    expect(store.data.slice(256 * 699, 256 * 700)).toEqual(vectors[699])
  })
})

describe('VectorRows', () => {
  it('gives the same scores with vector instructions and without', () => {
    const vectors = randomVectors(900, 100, 8)
    const [auto, plain] = (['auto', 'plain'] as const).map((kernel) => {
      const rows = new VectorRows(100, { kernel })
      for (let start = 0; start < 900; start += 90) rows.append(vectors.slice(start, start + 90))
      return rows.scores(vectors[5]!)
    })
    expect(auto).toEqual(plain)
  })

  it('works where the runtime has no WebAssembly', () => {
    const had = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly')!
    Reflect.deleteProperty(globalThis, 'WebAssembly')
    try {
      const rows = new VectorRows(256)
      rows.append(randomVectors(200, 256, 1))
      expect(rows.scores(randomVectors(1, 256, 1)[0]!)[0]).toBeCloseTo(1, 5)
    } finally {
      Object.defineProperty(globalThis, 'WebAssembly', had)
    }
  })

  it('forgets what is truncated', () => {
    const rows = new VectorRows(2)
    rows.append([Float32Array.of(1, 0), Float32Array.of(0, 1)])
    rows.truncate(1)
    expect([...rows.scores(Float32Array.of(1, 1))]).toEqual([1])
    rows.append([Float32Array.of(0, 0.5)])
    expect([...rows.scores(Float32Array.of(1, 1))]).toEqual([1, 0.5])
  })
})
