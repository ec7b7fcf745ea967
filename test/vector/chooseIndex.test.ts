import { describe, expect, it } from 'vitest'
import { AUTO_EXACT_MAX, chooseIndex } from '../../src/vector/chooseIndex.js'

describe('chooseIndex', () => {
  it('scans up to the measured limit and says so', () => {
    for (const size of [0, 1, AUTO_EXACT_MAX]) expect(chooseIndex(size).driver).toBe('exact')
    expect(chooseIndex(564).reason).toMatch(/^564 vectors: up to 20,000 a full scan/)
  })

  it('takes the graph above it, where its package is installed', () => {
    expect(chooseIndex(AUTO_EXACT_MAX + 1)).toMatchObject({
      driver: 'hnsw',
      reason: expect.stringMatching('20,001'),
    })
    const without = chooseIndex(AUTO_EXACT_MAX + 1, { hnswInstalled: false })
    expect(without).toMatchObject({
      driver: 'exact',
      reason: expect.stringMatching('hnswlib-node is not installed'),
    })
  })
})
