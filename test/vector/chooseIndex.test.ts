import { expect, it } from 'vitest'
import { AUTO_EXACT_MAX, chooseIndex } from '../../src/vector/chooseIndex.js'

it('scans up to the measured limit and takes the graph above it', () => {
  for (const size of [0, 1, AUTO_EXACT_MAX]) expect(chooseIndex(size)).toBe('exact')
  expect(chooseIndex(AUTO_EXACT_MAX + 1)).toBe('hnsw')
})
