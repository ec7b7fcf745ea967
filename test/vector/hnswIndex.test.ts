import { describe, expect, it } from 'vitest'
import { createExactIndex } from '../../src/vector/drivers/exactIndex.js'
import { loadHnswIndex } from '../../src/vector/drivers/hnswIndex.js'
import { normalize } from '../../src/vector/normalize.js'
import { describeVectorIndex, randomVectors } from '../contracts/vectorIndex.js'

describeVectorIndex('hnsw', (dimensions) => loadHnswIndex(dimensions))

/** A stand-in for the package, whose graph records what it is told and fails on request. */
function fakePackage() {
  const told = { ef: 0, failing: false, points: new Map<number, number[]>() }
  class HierarchicalNSW {
    initIndex() {}
    resizeIndex() {}
    getMaxElements = () => 1_000
    setEf(ef: number) {
      told.ef = ef
    }
    addPoint(point: number[], label: number) {
      if (told.failing && label % 2 === 1) throw new Error('graph is full')
      told.points.set(label, point)
    }
    searchKnn(_query: number[], count: number) {
      return { neighbors: [...told.points.keys()].slice(0, count), distances: [] }
    }
  }
  return { told, importModule: async () => ({ HierarchicalNSW }) }
}

describe('loadHnswIndex', () => {
  it('finds nearly all that the exact index finds among clustered vectors', async () => {
    const centres = randomVectors(60, 64, 1)
    const noise = randomVectors(3_000, 64, 2)
    const vectors = noise.map((vector, i) =>
      normalize(vector.map((value, d) => value * 0.7 + centres[i % 60]![d]!)),
    )
    const [exact, hnsw] = [await createExactIndex(64), await loadHnswIndex(64)]
    for (const index of [exact, hnsw]) index.add(vectors)
    let hits = 0
    for (const query of vectors.slice(0, 100)) {
      const truth = new Set(exact.search(query, 20).map((neighbour) => neighbour.index))
      hits += hnsw.search(query, 20).filter((neighbour) => truth.has(neighbour.index)).length
    }
    expect(hits / 2_000).toBeGreaterThanOrEqual(0.98)
  })

  it('builds the same graph from the same vectors', async () => {
    const vectors = randomVectors(800, 32, 5)
    const results = await Promise.all(
      [1, 2].map(async () => {
        const index = await loadHnswIndex(32, { connections: 4, efConstruction: 8, efSearch: 1 })
        index.add(vectors)
        return randomVectors(30, 32, 6).map((query) => index.search(query, 5))
      }),
    )
    expect(results[0]).toEqual(results[1])
  })

  it('never searches with fewer candidates than neighbours asked for', async () => {
    const { told, importModule } = fakePackage()
    const index = await loadHnswIndex(4, { efSearch: 3, importModule })
    index.add(randomVectors(20, 4, 1))
    index.search(Float32Array.of(1, 0, 0, 0), 12)
    expect(told.ef).toBe(12)
    index.search(Float32Array.of(1, 0, 0, 0), 1)
    expect(told.ef).toBe(3)
  })

  it('keeps duplicates and zeros out of the graph', async () => {
    const { told, importModule } = fakePackage()
    const index = await loadHnswIndex(2, { importModule })
    index.add([Float32Array.of(1, 0), Float32Array.of(0, 0), Float32Array.of(1, 0), Float32Array.of(0, 1)])
    index.add([Float32Array.of(0, 1)])
    expect([...told.points.keys()]).toEqual([0, 3])
    expect(index.size).toBe(5)
  })

  it('holds what it held when the graph refuses a vector, and can go on', async () => {
    const { told, importModule } = fakePackage()
    const index = await loadHnswIndex(2, { importModule })
    index.add([Float32Array.of(1, 0)])
    told.failing = true
    const more = [Float32Array.of(0, 1), Float32Array.of(-1, 0), Float32Array.of(1, 0)]
    expect(() => index.add(more)).toThrow(expect.objectContaining({ code: 'index-failed' }))
    expect(index.size).toBe(1)
    told.failing = false
    index.add([...more, Float32Array.of(1, 0)])
    expect(index.search(Float32Array.of(1, 0), 4)).toEqual([
      { index: 0, similarity: 1 },
      { index: 3, similarity: 1 },
      { index: 4, similarity: 1 },
      { index: 1, similarity: 0 },
    ])
  })

  it('scans in full when the graph reaches too few', async () => {
    const { told, importModule } = fakePackage()
    const index = await loadHnswIndex(2, { importModule })
    index.add([Float32Array.of(1, 0), Float32Array.of(0, 1), Float32Array.of(-1, 0)])
    told.points.clear()
    expect(index.search(Float32Array.of(0, 1), 1)).toEqual([{ index: 1, similarity: 1 }])
  })

  it('names the package and the command when it is absent, unbuilt or something else', async () => {
    const absent = () => Promise.reject(new Error('Cannot find package'))
    const details = { package: 'hnswlib-node', install: 'npm install hnswlib-node' }
    for (const importModule of [absent, async () => ({}), async () => null]) {
      await expect(loadHnswIndex(4, { importModule })).rejects.toMatchObject({
        code: 'dependency-missing',
        details,
      })
    }
  })

  it('refuses unknown options and values outside their range', async () => {
    const typo = { efsearch: 5 } as object
    await expect(loadHnswIndex(4, typo)).rejects.toMatchObject({
      code: 'option-unknown',
      details: { keys: ['efsearch'] },
    })
    for (const options of [{ connections: 1 }, { efConstruction: 0 }, { efSearch: 1.5 }]) {
      await expect(loadHnswIndex(4, options)).rejects.toMatchObject({ code: 'option-invalid' })
    }
  })
})
