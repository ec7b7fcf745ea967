import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SteadyScores } from '../../src/rank/SteadyScores.js'

function steady(z: readonly number[], present: readonly number[] = z.map(() => 0), total = 4) {
  const input = { similarityZ: (at: number) => z[at]!, present: Float32Array.from(present), total }
  return new SteadyScores(
    input,
    z.map((_, at) => at),
  )
}

describe('SteadyScores', () => {
  it('adds the share of the words that a tool has to its similarity', () => {
    const scores = steady([1, 2], [1, 4])
    expect([scores.cover(0), scores.cover(1)]).toEqual([0.25, 1])
    expect([scores.of(0), scores.of(1)]).toEqual([3, 10])
    expect(steady([1], [1], 1).cover(0)).toBe(1)
    expect(steady([1], [0], 0).cover(0)).toBe(0)
  })

  it('compares with the best other tool, and with the mean of thirty others or what stands for them', () => {
    const scores = steady([6, 4, 3])
    expect(scores.leads(0).lead).toBe(2)
    expect(scores.leads(0).crowdLead).toBeCloseTo(6 - 7 / 30, 12)
    expect(scores.leads(1).lead).toBe(-2)
    expect(scores.leads(2).crowdLead).toBeCloseTo(3 - 10 / 30, 12)
    // Alone: against a floor of 0.
    expect(steady([5]).leads(0)).toEqual({ lead: 5, crowdLead: 5 })
  })

  it('looks at no more than the thirty best others', () => {
    const scores = steady([50, ...Array.from({ length: 40 }, (_, at) => at + 1)])
    expect(scores.leads(0).crowdLead).toBeCloseTo(50 - (40 + 11) / 2, 10)
    expect(scores.leads(1).crowdLead).toBeCloseTo(1 - (50 + (40 + 12) * 14.5) / 30, 10)
  })

  it('never gives a tool more lead because others were added', () => {
    const z = fc.double({ min: -5, max: 15, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(z, { minLength: 1, maxLength: 40 }),
        fc.array(z, { maxLength: 60 }),
        (own, added) => {
          const before = steady(own)
          const after = steady([...own, ...added])
          for (const at of own.keys()) {
            expect(after.of(at)).toBe(before.of(at))
            expect(after.leads(at).lead).toBeLessThanOrEqual(before.leads(at).lead)
            expect(after.leads(at).crowdLead).toBeLessThanOrEqual(before.leads(at).crowdLead + 1e-9)
          }
        },
      ),
    )
  })
})
