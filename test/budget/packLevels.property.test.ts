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
  // Being equal is not transitive, so that the choice tried last may have more tokens than one that is as good.
  if (Math.abs(worth!.value - best.value) < 1e-12) expect(worth!.tokens).toBeLessThanOrEqual(best.tokens)
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

  const small = { size: { minLength: 0, maxLength: 14 }, options: 3, pins: true, needs: true }

  it('keeps every limit and every pin, whatever the input', () => {
    fc.assert(
      fc.property(anyCandidates(small), anyLimits, (candidates, limits) => {
        const packing = packed(candidates, limits)
        if (packing === undefined) return
        expect(packing.tokens).toBeLessThanOrEqual(limits.maxTokens ?? Number.POSITIVE_INFINITY)
        expect(packing.chosen.length).toBeLessThanOrEqual(limits.maxTools ?? Number.POSITIVE_INFINITY)
        expect(judge(candidates, limits, choiceOf(packing))).toBeDefined()
        const ids = [...packing.chosen, ...packing.left].map(({ id }) => id)
        expect(ids.sort()).toEqual(candidates.map(({ id }) => id).sort())
        expect(packing.bound).toBeGreaterThanOrEqual(packing.value)
      }),
      { numRuns: 500 },
    )
  })

  it('covers: an intent is left out only where no choice covers as many and it', () => {
    fc.assert(
      fc.property(
        anyCandidates({ ...small, size: { minLength: 0, maxLength: 6 } }),
        anyLimits,
        (candidates, limits) => {
          const packing = packed(candidates, limits)
          if (packing === undefined) return
          const served = new Set(candidates.flatMap(({ intents }) => intents))
          const callable = new Set(packing.chosen.filter(({ option }) => option.callable).map(({ id }) => id))
          const covered = new Set(
            candidates.filter(({ id }) => callable.has(id)).flatMap(({ intents }) => intents),
          )
          expect(packing.uncovered).toEqual(
            [...served].filter((one) => !covered.has(one)).sort((a, b) => a - b),
          )
          expect(covered.size).toBe(bruteForce(candidates, limits)!.covered)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('takes prerequisites with what needs them, at a callable option, and says what is unmet', () => {
    fc.assert(
      fc.property(anyCandidates(small), anyLimits, (candidates, limits) => {
        const packing = packed(candidates, limits)
        if (packing === undefined) return
        const callable = new Set(packing.chosen.filter(({ option }) => option.callable).map(({ id }) => id))
        const missing = packing.chosen.flatMap(({ id }) => {
          const { needs } = candidates.find((one) => one.id === id)!
          return needs
            .filter((group) => !group.includes(id) && !group.some((need) => callable.has(need)))
            .map((group) => ({ id, needs: [...group] }))
        })
        expect(packing.unmet).toEqual(missing)
        const pins = new Set(candidates.filter(({ pinned }) => pinned).map(({ id }) => id))
        expect(missing.filter(({ id }) => !pins.has(id))).toEqual([])
        for (const { id, why, needs } of packing.left) {
          if (why !== 'prerequisite') continue
          expect(candidates.find((one) => one.id === id)!.needs).toContainEqual(needs)
          expect(needs!.some((need) => callable.has(need))).toBe(false)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on the order of candidates, options and groups', () => {
    fc.assert(
      fc.property(
        anyCandidates(small),
        anyLimits,
        fc.infiniteStream(fc.nat()),
        (candidates, limits, random) => {
          const shuffled = <T>(list: readonly T[]): T[] =>
            list
              .map((item) => ({ item, key: random.next().value as number }))
              .sort((a, b) => a.key - b.key)
              .map(({ item }) => item)
          const turned = shuffled(candidates).map((one) => ({
            ...one,
            options: shuffled(one.options),
            needs: one.needs.map((group) => shuffled(group)),
          }))
          const plain = packed(candidates, limits)
          const other = packed(turned, limits)
          const comparable = (packing: LeveledPacking | undefined) =>
            packing && {
              ...packing,
              left: packing.left.map(({ id, why }) => [id, why]),
              unmet: packing.unmet.map(({ id }) => id),
            }
          expect(comparable(other)).toEqual(comparable(plain))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('is worth no less with more tokens', () => {
    fc.assert(
      fc.property(
        anyCandidates({ ...small, pins: false }),
        anyLimits,
        fc.nat(40),
        (candidates, limits, more) => {
          const { maxTokens = 50 } = limits
          const less = packLevels(candidates, { ...limits, maxTokens })
          const rich = packLevels(candidates, { ...limits, maxTokens: maxTokens + more })
          const [a, b] = [less, rich].map((packing) => judge(candidates, {}, choiceOf(packing))!)
          expect(compareWorth({ ...b!, tokens: 0 }, { ...a!, tokens: 0 })).toBeLessThanOrEqual(0)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('packLevels against a dynamic program', () => {
  const shape = { size: { minLength: 40, maxLength: 60 }, options: 3, pins: false, needs: false }
  it.each([false, true])(
    'is as good for up to 60 tools (with intents and needs: %s)',
    (rules) => {
      const limits = fc.record({
        maxTokens: fc.integer({ min: 20, max: 150 }),
        maxTools: fc.integer({ min: 1, max: 6 }),
      })
      fc.assert(
        fc.property(
          anyCandidates(shape),
          limits,
          fc.array(fc.nat(39), { minLength: 4, maxLength: 4 }),
          (drawn, limit, links) => {
            const candidates = drawn.map((one, at) => ({
              ...one,
              intents: rules ? one.intents.filter((intent) => intent < 2) : [],
              needs:
                rules && at < 2
                  ? [[`t${links[at]}`, `t${links[at + 2]}`].filter((id) => id !== `t${at}`)]
                  : [],
            }))
            const usable = candidates.filter(({ needs }) => needs.every((group) => group.length > 0))
            const best = dynamicProgram(usable, limit)
            const packing = packLevels(usable, limit)
            expect(packing.exact).toBe(true)
            expect(judge(usable, limit, choiceOf(packing))).toMatchObject({ covered: best.covered })
            expect(Math.abs(packing.value - best.value)).toBeLessThan(2e-7)
          },
        ),
        { numRuns: rules ? 15 : 40 },
      )
    },
    60_000,
  )
})
