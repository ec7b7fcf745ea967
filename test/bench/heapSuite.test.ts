import { describe, expect, test, vi } from 'vitest'
import { wrappedSubject } from '../../bench/heap/wrappedSubject.js'
import { heapText } from '../../bench/report/heapText.js'
import { heapSuite } from '../../bench/suites/heapSuite.js'

const progress = { update: () => {}, end: () => {} }
const POINTS = { early: 400, late: 2000 }

describe('heapSuite', () => {
  test('a wrapped client keeps its size over selections and calls', { timeout: 120_000 }, async () => {
    const figures = await heapSuite(await wrappedSubject({ changesEvery: 1000 }), POINTS, progress)
    expect(figures.late).toBeLessThanOrEqual(1.1 * figures.early + 5e6)
    expect(figures.passed).toBe(true)
    expect(heapText(figures)).toMatch(/^\| 2,000 .*\n\nThe heap does not grow\./ms)
  })

  test.each([
    ['objects', () => ({ kept: Array.from({ length: 1500 }, (_, at) => ({ at })) })],
    ['typed arrays', () => new Float64Array(4000)],
  ])('sees a leak of %s', { timeout: 60_000 }, async (_, make) => {
    const kept: unknown[] = []
    const leaky = { step: async () => void kept.push(make()), close: async () => {} }
    const figures = await heapSuite(leaky, POINTS, progress)
    expect(figures.passed).toBe(false)
    expect(heapText(figures)).toContain('THE HEAP GROWS')
    expect(kept).toHaveLength(2000)
  })

  test('does all steps in order, measures where it says, and closes', async () => {
    const steps: number[] = []
    const close = vi.fn(async () => {})
    const subject = { step: async (at: number) => void steps.push(at), close }
    const figures = await heapSuite(subject, { early: 3, late: 7 }, progress)
    expect(steps).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(close).toHaveBeenCalledOnce()
    expect(figures).toMatchObject({ points: { early: 3, late: 7 }, passed: true })
    expect(figures.early).toBeGreaterThan(1e6)
  })
})
