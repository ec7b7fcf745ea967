import { describe, expect, it } from 'vitest'
import { VectorSlots } from '../../src/crib/VectorSlots.js'
import { createExactIndex } from '../../src/vector/drivers/exactIndex.js'

const vectorOf = () => Float32Array.of(1, 0)
const keys = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `k${from + i}`)

/** Slots over exact indexes, and for which sizes those were made. */
function slots() {
  const made: number[] = []
  const create = (expected: number) => {
    made.push(expected)
    return createExactIndex(2)
  }
  return { made, slots: new VectorSlots(create) }
}

describe('VectorSlots', () => {
  it('adds only new keys, and gives equal keys one slot', async () => {
    const { made, slots: one } = slots()
    await one.sync(['a', 'b'], vectorOf)
    const map = await one.sync(['b', 'c', 'b', 'a'], vectorOf)
    expect(map.index.size).toBe(3)
    expect([...map.slots]).toEqual([1, 2, 1, 0])
    expect([...map.positions]).toEqual([
      [1, [0, 2]],
      [2, [1]],
      [0, [3]],
    ])
    expect(made).toEqual([2])
  })

  it('builds anew when more than twice as many come in as it was made for', async () => {
    const { made, slots: one } = slots()
    for (const count of [2, 4, 5, 10, 11]) await one.sync(keys(count), vectorOf)
    expect(made).toEqual([2, 5, 11])
  })

  it('builds anew when more than three of ten slots are dead', async () => {
    const { made, slots: one } = slots()
    await one.sync(keys(10), vectorOf)
    expect((await one.sync(keys(7, 3), vectorOf)).index.size).toBe(10)
    expect((await one.sync(keys(6, 4), vectorOf)).index.size).toBe(6)
    expect(made).toEqual([10, 6])
  })

  it('keeps what it had when a vector cannot be added', async () => {
    const { slots: one } = slots()
    await one.sync(['a', 'b'], vectorOf)
    await expect(one.sync(['a', 'b', 'c'], () => new Float32Array(3))).rejects.toMatchObject({
      code: 'dimension-mismatch',
    })
    expect([...(await one.sync(['a', 'b', 'c'], vectorOf)).slots]).toEqual([0, 1, 2])
  })
})
