import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { billsByTurn, conversationBill } from '../../src/plan/closedForm.js'
import type { PolicyName } from '../../src/plan/Policy.js'
import { ALL_POLICIES, POLICIES } from '../../src/plan/policies/policies.js'
import { simulateConversation } from '../../src/plan/simulateConversation.js'
import { anyInput, handInput } from './planCases.js'

const COUNTS = ['cached', 'written', 'uncached', 'output', 'requests'] as const

describe('the closed form and the simulation', () => {
  test.each(ALL_POLICIES.map((policy) => [policy.name, policy] as const))('agree: %s', (_name, policy) => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const sums = conversationBill(policy, input)
        const held = simulateConversation(policy, input)
        for (const count of COUNTS) expect(sums[count]).toBe(held[count])
        expect(Math.abs(sums.usd - held.usd)).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, held.usd))
      }),
      { numRuns: 400 },
    )
  })

  it('bill each turn alike, whatever comes after it', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const policy = POLICIES.append
        const { turns } = input.conversation
        const bills = billsByTurn(policy, input, turns)
        for (let n = 1; n <= turns; n++) {
          const shorter = { ...input, conversation: { ...input.conversation, turns: n } }
          expect(conversationBill(policy, shorter)).toEqual(bills[n - 1])
        }
      }),
      { numRuns: 50 },
    )
  })
})

/*
 * Worked by hand. Two turns of two requests each: system 100, user 10, call 5, its answer 50, final answer 20; reads cost
 * 0.1, writes 1.25, output 4 per million. The messages of the four prompts are
 *   10;  10+5+50 = 65;  65+20+10 = 95;  95+5+50 = 150
 * and output is (5+20) x 2 = 50, that is 200 at 4 each. Every prompt is written as far as it is not read.
 */
describe('examples worked by hand', () => {
  const bill = (name: PolicyName, given: Parameters<typeof handInput>[0] = {}) => {
    const input = handInput(given)
    const sums = conversationBill(POLICIES[name], input)
    expect(simulateConversation(POLICIES[name], input).usd).toBeCloseTo(sums.usd, 12)
    return { ...sums, usd: Number((sums.usd * 1e6).toFixed(6)) }
  }

  it('everything: the list is written once', () => {
    // Prompts 1110, 1165, 1195, 1250: read 0 + 1110 + 1165 + 1195 = 3470, written 1250.
    // 347 + 1562.5 + 200 = 2109.5
    expect(bill('everything')).toEqual({
      usd: 2109.5,
      cached: 3470,
      written: 1250,
      uncached: 0,
      output: 50,
      requests: 4,
    })
  })

  it('fixed: as everything, with 200 for 1000', () => {
    // Prompts 310, 365, 395, 450: read 1070, written 450. 107 + 562.5 + 200
    expect(bill('fixed')).toMatchObject({ usd: 869.5, cached: 1070, written: 450 })
  })

  it('per turn: the second turn writes all of its first prompt', () => {
    // Read 310 in the first turn and 395 in the second: 705; written 365 + 450 = 815. 70.5 + 1018.75 + 200
    expect(bill('per-turn')).toMatchObject({ usd: 1289.25, cached: 705, written: 815 })
  })

  it('per turn, where all tools fit: the list stays', () => {
    for (const selected of [1000, 5000])
      expect(bill('per-turn', { tools: { selected } })).toEqual(bill('everything'))
    expect(bill('per-turn', { tools: { selected: 999 } }).usd).toBeGreaterThan(bill('everything').usd)
  })

  it('append: the second task makes the list 300 long and breaks the cache', () => {
    // Prompts 310, 365, then 100 more: 495, 550. Read 310 + 495 = 805, written 365 + 550 = 915. 80.5 + 1143.75 + 200
    expect(bill('append', { tools: { appended: 100 } })).toMatchObject({
      usd: 1424.25,
      cached: 805,
      written: 915,
    })
  })

  it('append where a provider reads lists up to the first difference', () => {
    // The first 200 of the second turn are read: 1005 and 715. 100.5 + 893.75 + 200
    const model = { toolsMatch: 'prefix' as const }
    expect(bill('append', { tools: { appended: 100 }, model })).toMatchObject({
      usd: 1194.25,
      cached: 1005,
      written: 715,
    })
  })

  it('append in the conversation: the same prompts, and no break', () => {
    // Read 310 + 365 + 495 = 1170, written 550. 117 + 687.5 + 200
    expect(bill('append-inline', { tools: { appended: 100 } })).toMatchObject({
      usd: 1004.5,
      cached: 1170,
      written: 550,
    })
  })

  it('append ends where the catalog does', () => {
    // 200 at first, then 500, then the last 300 of 1000, then nothing.
    const input = handInput({ conversation: { turns: 4 }, tools: { appended: 500 } })
    const lengths = [1, 2, 3, 4].map((turn) =>
      POLICIES.append.blocks(turn, input).reduce((sum, { tokens }) => sum + tokens, 0),
    )
    expect(lengths).toEqual([200, 700, 1000, 1000])
    expect([1, 2, 3, 4].map((turn) => POLICIES['append-inline'].inline(turn, input))).toEqual([
      0, 500, 300, 0,
    ])
    expect([1, 2, 3].map((turn) => POLICIES.deferred.lookups(turn, input))).toEqual([[200], [200], [200]])
  })

  it('meta-tools: two requests more for each task', () => {
    // One task over both turns. Tools 30; search answer 40, description 60; messages 10, 55, 120, 175, then 205, 260.
    // Prompts 140, 185, 250, 305, 335, 390: read 140+185+250+305+335 = 1215, written 390.
    // Output 3x5 + 20 + 5 + 20 = 60, that is 240. 121.5 + 487.5 + 240
    const tools = { meta: 30, searchAnswer: 40, describeAnswer: 60 }
    expect(bill('meta-tools', { conversation: { turnsPerTask: 2 }, tools })).toEqual({
      usd: 849,
      cached: 1215,
      written: 390,
      uncached: 0,
      output: 60,
      requests: 6,
    })
  })

  it('deferred: one search a task, and names and descriptions where the provider shows them', () => {
    // Tools 30; the answer loads 200. Messages 10, 215, 270, then 300 (one task): 355. Prompts 140, 345, 400, 430, 485.
    // Read 140 + 345 + 400 + 430 = 1315, written 485, output 2x5 + 20 + 5 + 20 = 55. 131.5 + 606.25 + 220
    const given = { conversation: { turnsPerTask: 2 }, tools: { searchTool: 30 } }
    expect(bill('deferred', given)).toMatchObject({ usd: 957.75, cached: 1315, written: 485, requests: 5 })
    // 300 more in each of five prompts: read four times, written once. 957.75 + 4 x 30 + 375
    const described = bill('deferred', { ...given, model: { deferred: 'described' } })
    expect(described.usd).toBe(1452.75)
  })

  it('a pause longer than the life of the cache writes the turn anew', () => {
    // As everything, but the first 1165 of the second turn are written, not read: 3470 - 1165, 1250 + 1165.
    const pause = { conversation: { secondsBetweenTurns: 301 } }
    expect(bill('everything', pause)).toMatchObject({ cached: 2305, written: 2415 })
    expect(bill('everything', { conversation: { secondsBetweenTurns: 300 } })).toEqual(bill('everything'))
    // With the longer life nothing is lost; writing costs 2. 347 + 2500 + 200
    expect(bill('everything', { conversation: { secondsBetweenTurns: 301, cache: 'long' } }).usd).toBe(3047)
  })

  it('without a cache every prompt is input', () => {
    // 1110 + 1165 + 1195 + 1250 = 4720, and 200 of output.
    expect(bill('everything', { conversation: { cache: 'off' } })).toMatchObject({
      usd: 4920,
      cached: 0,
      written: 0,
      uncached: 4720,
    })
  })

  it('a prompt below the least cacheable length is input', () => {
    // Prompts 310, 365 | 395, 450 with a least of 366: the third is written whole, and read by the fourth.
    // 675 + 1.25 x 450 + 39.5 + 200
    expect(bill('fixed', { model: { minCacheable: 366 } })).toMatchObject({
      usd: 1477,
      uncached: 675,
      cached: 395,
      written: 450,
    })
  })

  it('a prompt above the limit of long context costs more as a whole', () => {
    // The last two of 1110, 1165, 1195, 1250 are above 1165. Normal: 1165 x 1.25 + 111 + 5 x 4 + 20 x 4 = 1667.25.
    // Long: 2 x (116.5 + 30 x 1.25 + 119.5 + 55 x 1.25) + 1.5 x 100 = 684.5 + 150
    const model = { longContext: { above: 1165, input: 2, output: 1.5 } }
    expect(bill('everything', { model }).usd).toBe(2501.75)
  })

  it('a beginning that other conversations keep alive is read in the first request', () => {
    // 1100 of the first prompt are read, not written: 3470 + 1100, 1250 - 1100.
    const conversation = { sharedPrefix: true }
    expect(bill('everything', { conversation })).toMatchObject({ cached: 4570, written: 150 })
    expect(bill('fixed', { conversation })).toEqual(bill('fixed'))
  })

  it('the hidden tool prompt is billed with every list', () => {
    // 286 more in each of four prompts: read three times, written once. 2109.5 + 85.8 + 357.5
    expect(bill('everything', { model: { toolPrompt: 286 } }).usd).toBe(2552.8)
  })
})
