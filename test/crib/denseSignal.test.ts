import { expect, it, vi } from 'vitest'
import { denseSignal } from '../../src/crib/denseSignal.js'
import type { VectorIndex } from '../../src/vector/VectorIndex.js'

const TASK = Float32Array.of(1, 0)

function approximate(size: number, found: number[]) {
  const search = vi.fn(() => found.map((index) => ({ index, similarity: index / 1000 })))
  const similarity = vi.fn(() => -1)
  const index: VectorIndex = { driver: 'hnsw', dimensions: 2, size, add: () => {}, search, similarity }
  return { index, search, similarity }
}

it('asks an approximate index for 200 neighbours beyond the slots that are dead, and never for more than it holds', () => {
  const positions = new Map(Array.from({ length: 250 }, (_, slot) => [slot, [slot]]))
  const slots = Uint32Array.from(positions.keys())
  const large = approximate(300, [])
  denseSignal({ index: large.index, slots, positions }, TASK)
  expect(large.search).toHaveBeenCalledWith(TASK, 250)
  const small = approximate(60, [])
  denseSignal({ index: small.index, slots, positions: new Map([[0, [0]]]) }, TASK)
  expect(small.search).toHaveBeenCalledWith(TASK, 60)
})

it('gives the positions of every neighbour in use, and computes only similarities that were not found', () => {
  // Slot 5 belongs to positions 0 and 2, slot 6 to position 1; slot 7 is dead.
  const { index, similarity } = approximate(8, [5, 7])
  const positions = new Map([
    [5, [0, 2]],
    [6, [1]],
  ])
  const signal = denseSignal({ index, slots: Uint32Array.of(5, 6, 5), positions }, TASK)
  expect(signal.candidates).toEqual([0, 2])
  expect(signal.similarity(2)).toBe(0.005)
  expect(similarity).not.toHaveBeenCalled()
  expect(signal.similarity(1)).toBe(-1)
  expect(similarity).toHaveBeenCalledWith(TASK, 6)
})
