import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkupVerdict } from '../../src/checkup/checkupVerdict.js'
import { verdictText } from '../../src/checkup/verdictText.js'
import { readShadowLog } from '../../src/eval/shadow/readShadowLog.js'
import { sampleEvidence, sampleInput } from './sampleInput.js'

type Setup = Parameters<typeof sampleInput>[0]
const judged = (setup: Setup) => {
  const input = sampleInput(setup)
  const verdict = checkupVerdict(input)
  return { verdict, text: verdictText(verdict, input) }
}

describe('checkupVerdict', () => {
  test.each<[string, Setup, string, string, string]>([
    ['no tool', { tools: 0, tokens: 0, evidence: [] }, 'empty', 'all-tools', 'neutral'],
    ['ten tools, however large', { tools: 10, tokens: 60_000 }, 'small', 'all-tools', 'neutral'],
    ['all tools fit', { tools: 60, tokens: 4_000 }, 'small', 'all-tools', 'neutral'],
    ['nothing to save', { tools: 60, tokens: 4_050 }, 'hardly-pays', 'all-tools', 'neutral'],
    ['no evidence', { evidence: [] }, 'unmeasured', 'search-tool', 'caution'],
    [
      'probes',
      { evidence: [sampleEvidence(0.99, { kind: 'probes' })] },
      'probes-only',
      'per-session',
      'caution',
    ],
    [
      'low recall of a large catalog',
      { evidence: [sampleEvidence(0.79)] },
      'low-recall',
      'per-session',
      'caution',
    ],
    [
      'low recall where a search finds more',
      { evidence: [sampleEvidence(0.7, { searchRecall: { value: 0.75, low: 0.7, high: 0.8 } })] },
      'low-recall',
      'search-tool',
      'caution',
    ],
    [
      'the same without prices',
      {
        priced: false,
        evidence: [sampleEvidence(0.7, { searchRecall: { value: 0.75, low: 0.7, high: 0.8 } })],
      },
      'low-recall',
      'search-tool',
      'caution',
    ],
    [
      'low recall of a catalog that fits',
      { tokens: 19_999, evidence: [sampleEvidence(0.79)] },
      'low-recall',
      'all-tools',
      'caution',
    ],
    ['recall that may be low', { evidence: [sampleEvidence(0.91)] }, 'recall-open', 'per-session', 'caution'],
    ['good recall', { evidence: [sampleEvidence(0.93)] }, 'pays', 'per-session', 'good'],
  ])('%s', (_, setup, rule, mode, tone) => {
    const { verdict, text } = judged(setup)
    expect([verdict.rule, verdict.mode, text.tone]).toEqual([rule, mode, tone])
    expect(verdict.select).toBe(mode !== 'all-tools')
  })

  test('the first evidence decides', () => {
    const evidence = [sampleEvidence(0.95), sampleEvidence(0.5, { kind: 'log' })]
    expect(judged({ evidence }).verdict).toMatchObject({ rule: 'pays', basis: 'tasks' })
    expect(judged({ evidence: evidence.toReversed() }).verdict).toMatchObject({
      rule: 'low-recall',
      basis: 'log',
    })
  })

  test('recall comes before the price, and the price among equals', () => {
    const exactly = (value: number) => ({ value, low: value, high: value })
    // Lists of 20,000 tokens: a search tool is cheaper than to send them.
    const large = sampleEvidence(0.95, { selection: { ...sampleEvidence(0.95).selection, tokens: 20_000 } })
    const setup = (searchRecall: number) => ({
      tokens: 200_000,
      maxTokens: 20_000,
      evidence: [{ ...large, searchRecall: exactly(searchRecall) }],
    })
    expect(judged(setup(0.94)).verdict.mode).toBe('search-tool')
    expect(judged(setup(0.9)).verdict.mode).toBe('per-session')
  })

  test('says what is saved in tokens and money, and what is missed', () => {
    const { verdict, text } = judged({})
    expect(verdict.savedTokens).toBe(56_100)
    expect(verdict.savedTokenShare).toBeCloseTo(0.935)
    expect(verdict.savedUsd).toBeGreaterThan(0.1)
    expect(verdict.savedUsdShare).toBeGreaterThan(0.3)
    expect(verdict.missed!.value).toBeCloseTo(5)
    expect(text.grounds.join('\n')).toMatch(
      /56,100 tokens shorter \(93\.5 %\)[\s\S]*costs \$0\.\d+ less[\s\S]*5\.00 \[.*of 100 tasks would lack a tool/,
    )
  })

  test('without a price it speaks of tokens alone', () => {
    const { verdict, text } = judged({ priced: false })
    expect(verdict).toMatchObject({ rule: 'pays', mode: 'per-session', savedUsd: null, savedUsdShare: null })
    expect(text.grounds.join('\n')).toContain('No price is known')
  })

  test('a selection that is dearer says so', () => {
    const evidence = [sampleEvidence(0.95, { searchRecall: { value: 0, low: 0, high: 0 } })]
    const input = sampleInput({ evidence })
    const policies = input.plan!.policies.map((one) =>
      one.policy === 'everything' ? { ...one, usd: 0.0001 } : one,
    )
    const dearer = { ...input, plan: { ...input.plan!, policies } }
    const text = verdictText(checkupVerdict(dearer), dearer)
    expect(text.grounds.join('\n')).toMatch(/It saves no money: a conversation costs \$\S+ more/)
  })

  test('names the option where the default of ten tools is what misses', () => {
    const ten = { recall: { value: 0.7, low: 0.6, high: 0.8 }, tools: 9, tokens: 2_000 }
    const { text } = judged({ evidence: [sampleEvidence(0.95, { ten })] })
    expect(text.grounds.join('\n')).toContain(
      'maxTokens: 4000, maxTools: 200, minConfidence: 0: the default of ten tools at most would find 25.0 of 100 needed tools less',
    )
    expect(judged({}).text.grounds.join('\n')).not.toContain('maxTools')
  })

  test('sums up probes as what they are', () => {
    const { text } = judged({ evidence: [sampleEvidence(0.99, { kind: 'probes' })] })
    expect(text.headline).toContain('nothing is known of your tasks')
    expect(text.grounds.join('\n')).toContain('of 100 probes (no tasks) would lack')
  })

  test('a list that grows saves less at the end of a conversation, and is told the room it needs', () => {
    const { verdict, text } = judged({})
    // Ten turns with a new task every three: four lists of 3,900 tokens.
    expect(verdict.savedTokensLast).toBe(60_000 - 4 * 3_900)
    expect(text.grounds.join('\n')).toMatch(
      /by the fourth it is 44,400 tokens \(74\.0 %\)[\s\S]*raise it by 4,000 tokens with each new task/,
    )
    const short = judged({ tokens: 12_000 })
    expect(short.verdict.savedTokensLast).toBe(0)
    if (short.verdict.select)
      expect(short.text.grounds.join('\n')).toContain('by the fourth nothing is saved any more')
    expect(judged({ priced: false }).verdict.savedTokensLast).toBeNull()
  })

  test('names the policy that its price is of, and what it costs to do it the other way', () => {
    const { verdict, text } = judged({ tokens: 22_000 })
    const usdOf = (name: string) =>
      sampleInput({ tokens: 22_000 }).plan!.policies.find(({ policy }) => policy === name)!.usd
    expect(verdict.policy).toBe('append-inline')
    expect(verdict.savedUsd).toBeCloseTo(usdOf('everything') - usdOf('append-inline'))
    expect(usdOf('append')).toBeGreaterThan(usdOf('everything'))
    expect(text.grounds.join('\n')).toMatch(/\(append\).*costs \$\S+ more than all tools/)
    expect(judged({ tokens: 100_000 }).text.grounds.join('\n')).toMatch(/costs \$\S+ less than all tools/)
  })

  test('names the least larger list that would do, or says that none does', () => {
    const at = (budget: number, value: number) => ({
      budget,
      tools: 9,
      tokens: budget,
      recall: { value, low: value, high: value },
    })
    const told = (...budgets: ReturnType<typeof at>[]) =>
      judged({ evidence: [sampleEvidence(0.7, { budgets })] }).text.grounds.join('\n')
    expect(told(at(2_000, 0.85), at(8_000, 0.79), at(16_000, 0.8), at(32_000, 0.9))).toContain(
      'A list of 16,000 tokens would hold 80.0 % [80, 80] of the needed tools: --max-tokens 16000',
    )
    expect(told(at(8_000, 0.79))).toContain('No larger list that was measured')
  })

  test('no headline claims a saving that was not found', () => {
    for (const kind of ['probes', undefined] as const) {
      const evidence = kind === undefined ? [] : [sampleEvidence(0.95, { kind })]
      const { text } = judged({ tokens: 20_500, maxTokens: 19_000, evidence })
      expect(text.headline).toMatch(/^Selection may pay, but nothing is known of your tasks/)
    }
  })

  test('shadow mode is not advised to who comes from it, and what it saw is said', () => {
    const saw = readShadowLog(
      JSON.stringify({
        format: 'toolcrib-shadow/1',
        taskHash: 'a',
        chosen: [],
        called: [{ id: 'x', ok: true, chosen: false }],
      }),
    )
    const { text } = judged({ evidence: [], shadow: saw })
    expect(text.headline).toContain('judge by its misses')
    expect(text.headline).not.toContain('shadow mode first')
    expect(text.grounds.join('\n')).toMatch(
      /In shadow mode 1 of 1 turns called a tool .*\(100\.0 % \[21, 100\]\)/,
    )
  })

  test('what exceeds a window is no choice', () => {
    expect(judged({ tokens: 200_001 }).text.grounds[0]).toContain('sending all is no choice')
    expect(judged({ tokens: 200_000 }).text.grounds[0]).toContain('100.0 % of a window')
  })

  test('over any figures: shares within bounds, no saving and no miss without selection, never good without tasks', () => {
    const setup = fc.record({
      tools: fc.integer({ min: 0, max: 300 }),
      tokens: fc.integer({ min: 1, max: 500_000 }),
      recall: fc.double({ min: 0.05, max: 0.98, noNaN: true }),
      kind: fc.constantFrom('tasks' as const, 'log' as const, 'probes' as const, undefined),
      priced: fc.boolean(),
    })
    fc.assert(
      fc.property(setup, ({ recall, kind, ...rest }) => {
        const evidence = kind === undefined ? [] : [sampleEvidence(recall, { kind })]
        const { verdict, text } = judged({ ...rest, evidence })
        expect(verdict.savedTokenShare).toBeGreaterThanOrEqual(0)
        expect(verdict.savedTokenShare).toBeLessThanOrEqual(1)
        if (!verdict.select)
          expect(verdict).toMatchObject({ savedTokens: 0, savedUsd: 0, missed: { value: 0 } })
        if (text.tone === 'good') expect(['tasks', 'log']).toContain(verdict.basis)
        if (verdict.missed === null) expect(kind).toBeUndefined()
        for (const said of [text.headline, ...text.grounds])
          expect(said).not.toMatch(/NaN|undefined|Infinity/)
      }),
      { numRuns: 60 },
    )
  })
})
