import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LeveledCandidate, LeveledPacking, PackLimits } from '../../src/budget/LeveledPacking.js'
import { packLevels } from '../../src/budget/packLevels.js'
import { CribError } from '../../src/errors.js'
import { LEVELS } from '../../src/tool/Level.js'
import { bruteForce, type Choice, compareWorth, dynamicProgram, judge } from './packReference.js'

/** Few different numbers, so that ties are common. */
const coarse = fc.constantFrom(0, 0.1, 0.25, 0.5, 0.9, 1)

/** What the arbitrary of candidates may make. */
interface Shape {
  size: { minLength: number; maxLength: number }
  options: number
  pins: boolean
  needs: boolean
}

const anyCandidates = ({ size, options, pins, needs }: Shape): fc.Arbitrary<LeveledCandidate[]> =>
  fc
    .array(
      fc.record({
        usefulness: fc.oneof(coarse, fc.double({ min: 0, max: 1, noNaN: true })),
        options: fc.array(
          fc.record({
            level: fc.constantFrom(...LEVELS),
            tokens: fc.oneof(fc.nat(6), fc.nat(60)),
            value: coarse,
            callable: fc.boolean(),
          }),
          { minLength: 1, maxLength: options },
        ),
        pinned: pins ? fc.integer({ min: 0, max: 5 }).map((roll) => roll === 0) : fc.constant(false),
        server: fc.constantFrom(undefined, 'a', 'b'),
        intents: fc.array(fc.nat(2), { maxLength: 2 }),
        needed: fc.oneof(
          { weight: needs ? 2 : 1e9, arbitrary: fc.constant<number[][]>([]) },
          {
            weight: 1,
            arbitrary: fc.array(fc.array(fc.nat(size.maxLength), { maxLength: 3 }), { maxLength: 2 }),
          },
        ),
      }),
      size,
    )
    .map((rows) =>
      rows.map(({ needed, ...row }, at) => ({
        ...row,
        id: `t${at}`,
        needs: needed.map((group) => group.map((need) => `t${need}`)),
      })),
    )

const anyLimits: fc.Arbitrary<PackLimits> = fc.record(
  { maxTokens: fc.nat(120), maxTools: fc.nat(6), maxPerServer: fc.nat(3), overhead: fc.nat(5) },
  { requiredKeys: [] },
)

const choiceOf = ({ chosen }: LeveledPacking): Choice => new Map(chosen.map(({ id, option }) => [id, option]))

function packed(candidates: readonly LeveledCandidate[], limits: PackLimits): LeveledPacking | undefined {
  try {
    return packLevels(candidates, limits)
  } catch (error) {
    if (CribError.is(error) && error.code === 'pins-over-budget') return undefined
    throw error
  }
}

function expectAsGood(candidates: readonly LeveledCandidate[], limits: PackLimits): void {
  const best = bruteForce(candidates, limits)
  const packing = packed(candidates, limits)
  expect(packing === undefined).toBe(best === undefined)
  if (packing === undefined || best === undefined) return
  const worth = judge(candidates, limits, choiceOf(packing))
  expect(worth).toBeDefined()
  expect(worth).toMatchObject({ met: best.met, covered: best.covered })
  expect(Math.abs(worth!.value - best.value)).toBeLessThan(2e-7)
  if (Math.abs(worth!.value - best.value) < 1e-12) expect(worth!.tokens).toBe(best.tokens)
  const overhead = packing.chosen.length === 0 ? 0 : (limits.overhead ?? 0)
  expect(packing).toMatchObject({ exact: true, bound: packing.value, tokens: worth!.tokens + overhead })
  expect(packing.value).toBeCloseTo(worth!.value, 12)
}

describe('packLevels', () => {
  it('is as good as the best of all choices', () => {
    const shape = { size: { minLength: 0, maxLength: 7 }, options: 3, pins: true, needs: true }
    fc.assert(fc.property(anyCandidates(shape), anyLimits, expectAsGood), { numRuns: 1500 })
  }, 60_000)

  it('is as good as the best of all choices of twelve tools', () => {
    const shape = { size: { minLength: 12, maxLength: 12 }, options: 1, pins: true, needs: true }
    fc.assert(fc.property(anyCandidates(shape), anyLimits, expectAsGood), { numRuns: 60 })
  }, 60_000)
})
