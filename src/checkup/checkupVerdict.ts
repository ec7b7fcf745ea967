import type { PolicyName } from '../plan/Policy.js'
import { taskOf } from '../plan/tasks.js'
import type { ReportEstimate } from '../report/ReportDocument.js'
import type { CheckupInput } from './CheckupInput.js'
import type { EvidenceKind } from './Evidence.js'

/** How to give the model its tools. */
export type CheckupMode = 'all-tools' | 'per-task' | 'per-session' | 'search-tool'

/** A mode in which a model is not given all tools. */
type SelectingMode = Exclude<CheckupMode, 'all-tools'>

/** What to do with a catalog, as data. */
export interface CheckupVerdict {
  /** True where a model should not be given all tools. */
  select: boolean
  mode: CheckupMode
  /** The rule that decided, as docs/report-command.md names it. */
  rule: CheckupRule
  /** Tokens that a request of the first task is shorter by, and as a share of all; 0 with `all-tools`. */
  savedTokens: number
  savedTokenShare: number
  /**
   * The same for the last task of the plan's conversation: less than `savedTokens` with `per-session`, where a list grows.
   * Null where it grows and there is no plan.
   */
  savedTokensLast: number | null
  /** The policy of the plan that is priced; null where the model has no price, and with `all-tools`. */
  policy: PolicyName | null
  /** USD that a conversation costs less, and the share; null where the model has no price. May be below 0. */
  savedUsd: number | null
  savedUsdShare: number | null
  /** Of 100 tasks those that lack a needed tool; null where nothing was measured. 0 with `all-tools`. */
  missed: ReportEstimate | null
  /** What recall was measured on; null where nothing was. */
  basis: EvidenceKind | null
}

/** The rules of the verdict, in the order in which they are tried. */
export type CheckupRule =
  | 'empty'
  | 'small'
  | 'hardly-pays'
  | 'unmeasured'
  | 'probes-only'
  | 'low-recall'
  | 'recall-open'
  | 'pays'

/** A selection holds ten tools: of a catalog with no more it would leave none out. */
const SMALL_TOOLS = 10

/** Savings below are not worth the risk of a tool that is missing; that of the plan's verdict. */
const HARDLY = 0.05

/** From this share of the window on, tools crowd out the work, whatever they cost. */
const CROWDING = 0.1

/** Tokens of the window that shares are given of. */
export const WINDOW_TOKENS = 200_000

/** A selection that is sure to hold nine of ten needed tools is good. */
const GOOD_RECALL = 0.9

/** One that misses more than one of five is not. */
export const LOW_RECALL = 0.8

/** Recalls that differ by less are as good as each other. */
const AS_GOOD = 0.02

/** Ways by which toolcrib gives a model its tools, and the policies that price them. `fixed` is none: a second task is not served. */
const POLICIES: Readonly<Record<SelectingMode, readonly PolicyName[]>> = {
  'per-session': ['append-inline', 'append'],
  'per-task': ['per-turn'],
  'search-tool': ['meta-tools'],
}

/** What the figures say; documented rule by rule in docs/report-command.md. */
export function checkupVerdict(input: CheckupInput): CheckupVerdict {
  const rule = ruleOf(input)
  const mode = modeOf(rule, input)
  const first = input.evidence[0]
  const basis = first?.kind ?? null
  if (mode === 'all-tools') return { ...NOTHING_SAVED, select: false, mode, rule, basis }
  const all = input.tokens.total
  const sent =
    mode === 'search-tool'
      ? (input.plan?.tools.meta ?? META_TOKENS)
      : (first?.selection.tokens ?? input.maxTokens)
  const policy = policyOf(mode, input)
  const usd = policy === null ? null : usdOfPolicy(policy, input)
  const everything = usdOfPolicy('everything', input)
  const lists = mode === 'per-session' ? tasksOf(input) : 1
  return {
    select: true,
    mode,
    rule,
    savedTokens: Math.max(0, all - sent),
    savedTokenShare: Math.max(0, all - sent) / all,
    savedTokensLast: lists === null ? null : Math.max(0, all - lists * sent),
    policy,
    savedUsd: usd === null || everything === null ? null : everything - usd,
    savedUsdShare: usd === null || !everything ? null : (everything - usd) / everything,
    missed: missedOf(mode, input),
    basis,
  }
}

const NOTHING_SAVED = {
  savedTokens: 0,
  savedTokenShare: 0,
  savedTokensLast: 0,
  policy: null,
  savedUsd: 0,
  savedUsdShare: 0,
  missed: { value: 0, low: 0, high: 0 },
} as const

/** The three meta-tools, as the plan counts them. */
const META_TOKENS = 400

function ruleOf(input: CheckupInput): CheckupRule {
  const { catalog, tokens, maxTokens, evidence } = input
  if (catalog.tools.length === 0) return 'empty'
  if (catalog.tools.length <= SMALL_TOOLS || tokens.total <= maxTokens) return 'small'
  if (hardlyPays(input)) return 'hardly-pays'
  const [first] = evidence
  if (first === undefined) return 'unmeasured'
  if (first.kind === 'probes') return 'probes-only'
  const { recall } = first.selection
  if (recall.value < LOW_RECALL) return 'low-recall'
  return recall.low >= GOOD_RECALL ? 'pays' : 'recall-open'
}

function crowds({ tokens }: CheckupInput): boolean {
  return tokens.total >= CROWDING * WINDOW_TOKENS
}

function hardlyPays(input: CheckupInput): boolean {
  if (crowds(input)) return false
  const everything = usdOfPolicy('everything', input)
  if (!everything) return false
  const usd = cheapestMode(input)?.usd
  return usd === undefined || 1 - usd / everything < HARDLY
}

function modeOf(rule: CheckupRule, input: CheckupInput): CheckupMode {
  if (rule === 'empty' || rule === 'small' || rule === 'hardly-pays') return 'all-tools'
  // Where the selection misses too much, the model is given everything, as long as that leaves room to work.
  if (rule === 'low-recall' && !crowds(input)) return 'all-tools'
  return cheapestMode(input)?.mode ?? surestMode(input)
}

/** Of the ways that find about as many of the needed tools as the best one, the cheapest. Undefined without prices. */
function cheapestMode(input: CheckupInput): { mode: SelectingMode; usd: number } | undefined {
  const modes = Object.keys(POLICIES) as SelectingMode[]
  const recall = (mode: SelectingMode) => recallOf(mode, input) ?? 0
  const best = Math.max(...modes.map(recall))
  const priced = modes.flatMap((mode) => {
    const usd = usdOf(mode, input)
    return usd === null || recall(mode) < best - AS_GOOD ? [] : [{ mode, usd }]
  })
  return priced.toSorted((a, b) => a.usd - b.usd)[0]
}

/** Without prices: the way that finds most, of equals one selection a session. */
function surestMode(input: CheckupInput): SelectingMode {
  const recall = (mode: SelectingMode) => recallOf(mode, input) ?? 0
  return recall('search-tool') > recall('per-session') + AS_GOOD ? 'search-tool' : 'per-session'
}

function recallOf(mode: SelectingMode, { evidence }: CheckupInput): number | undefined {
  const first = evidence[0]
  return mode === 'search-tool' ? first?.searchRecall.value : first?.selection.recall.value
}

function usdOf(mode: SelectingMode, input: CheckupInput): number | null {
  const policy = policyOf(mode, input)
  return policy === null ? null : usdOfPolicy(policy, input)
}

/** The cheapest policy of a mode that the provider offers. */
function policyOf(mode: SelectingMode, input: CheckupInput): PolicyName | null {
  const usd = (policy: PolicyName) => usdOfPolicy(policy, input)
  const priced = POLICIES[mode].filter((policy) => usd(policy) !== null)
  return priced.toSorted((a, b) => usd(a)! - usd(b)!)[0] ?? null
}

/** Tasks of the plan's conversation. */
function tasksOf({ plan }: CheckupInput): number | null {
  return plan === null ? null : taskOf(plan.conversation.turns, plan.conversation)
}

function usdOfPolicy(name: PolicyName, { plan }: CheckupInput): number | null {
  return plan?.policies.find(({ policy }) => policy === name)?.usd ?? null
}

/** With a search tool, what its first answer does not show. */
function missedOf(mode: CheckupMode, { evidence }: CheckupInput): ReportEstimate | null {
  const [first] = evidence
  if (first === undefined) return null
  return mode === 'search-tool' ? first.searchMissed : first.selection.missed
}
