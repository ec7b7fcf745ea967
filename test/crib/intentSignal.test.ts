import { describe, expect, it, vi } from 'vitest'
import { intentSignal } from '../../src/crib/denseSignal.js'
import { createExactIndex } from '../../src/vector/drivers/exactIndex.js'
import { normalize } from '../../src/vector/normalize.js'

const VECTOR = normalize([1, 2, 3])

/** An index of `size` vectors, the tool at position p in slot size - 1 - p, and how often it was asked in which way. */
async function setup(size: number, asked: boolean) {
  const index = await createExactIndex(3)
  index.add(Array.from({ length: size }, (_, at) => normalize([Math.sin(at), Math.cos(3 * at), 1])))
  const truth = index.scores(VECTOR)
  const scan = vi.spyOn(index, 'scores')
  const single = vi.spyOn(index, 'similarity')
  const slots = Uint32Array.from({ length: size }, (_, position) => size - 1 - position)
  const signal = intentSignal(
    { index, slots, positions: new Map() },
    { query: { terms: [], vector: VECTOR }, asked },
  )
  const look = (count: number) => Array.from({ length: count }, (_, at) => signal.similarity(at))
  const expected = (count: number) => Array.from({ length: count }, (_, at) => truth[size - 1 - at])
  const asks = () => ({ scans: scan.mock.calls.length, singles: single.mock.calls.length })
  return { look, expected, asks }
}

describe('intentSignal', () => {
  it.each([
    [3_000, false, 300, { scans: 0, singles: 300 }],
    [3_000, false, 3_000, { scans: 1, singles: 300 }],
    [3_000, true, 3_000, { scans: 1, singles: 0 }],
    [2_000, false, 1, { scans: 1, singles: 0 }],
    [3_000, true, 0, { scans: 0, singles: 0 }],
  ])('of %i tools, asked: %s, %i looks: %j, the same bits either way', async (size, asked, looks, asks) => {
    const it = await setup(size, asked)
    expect(it.look(looks)).toEqual(it.expected(looks))
    expect(it.asks()).toEqual(asks)
  })
})
