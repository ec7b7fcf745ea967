import type { Plan } from '../plan/Plan.js'
import type { PolicyName } from '../plan/Policy.js'
import { taskOf } from '../plan/tasks.js'
import { formatAlone } from '../report/formatCell.js'
import type { ReportVerdict } from '../report/ReportDocument.js'
import type { CheckupInput } from './CheckupInput.js'
import { type CheckupRule, type CheckupVerdict, LOW_RECALL, WINDOW_TOKENS } from './checkupVerdict.js'
import { EVIDENCE_TEXT } from './sections/evidenceText.js'

const MODE_TEXT = {
  'per-session': 'one selection a session, which new tasks add to',
  'per-task': 'a selection for every task',
  'search-tool': 'a search tool in front of all tools (toolcrib serve)',
} as const

/** A difference that is worth an option. */
const NOTABLE = 0.01

const TONES: Readonly<Record<CheckupRule, ReportVerdict['tone']>> = {
  empty: 'neutral',
  small: 'neutral',
  'hardly-pays': 'neutral',
  unmeasured: 'caution',
  'probes-only': 'caution',
  'low-recall': 'caution',
  'recall-open': 'caution',
  pays: 'good',
}

/** The verdict in words: what to do, and on which grounds. */
export function verdictText(verdict: CheckupVerdict, input: CheckupInput): ReportVerdict {
  return {
    headline: headlineOf(verdict, input),
    tone: TONES[verdict.rule],
    grounds: [
      sizeText(input),
      ...ruleText(verdict, input),
      ...shadowText(input),
      ...tokenText(verdict, input),
      ...moneyText(verdict, input),
      ...riskText(verdict),
      ...largerText(verdict, input),
      ...settingText(verdict, input),
      ...roomText(verdict, input),
    ],
  }
}

function headlineOf({ rule, mode }: CheckupVerdict, { catalog, shadow, maxTokens }: CheckupInput): string {
  if (rule === 'empty') return 'There is no tool to judge.'
  const { length } = catalog.tools
  if (mode === 'all-tools')
    return length === 1
      ? 'Send the one tool: there is nothing to select.'
      : `Send all ${length} tools: selection does not pay here.`
  const use = MODE_TEXT[mode]
  const heads: Partial<Record<CheckupRule, string>> = {
    pays: `Use selection: ${use}.`,
    'recall-open': `Use selection, but it may miss tools: ${use}.`,
    'low-recall': `A selection of ${formatAlone(maxTokens, 'tokens')} misses too much here. What misses least: ${use}.`,
  }
  const first =
    (shadow?.missRate ?? null) === null
      ? 'nothing is known of your tasks, so try it in shadow mode first'
      : 'your tasks are not known but for what shadow mode saw, so judge by its misses'
  return heads[rule] ?? `Selection may pay, but ${first}: ${use}.`
}

function sizeText({ catalog, tokens, maxTokens }: CheckupInput): string {
  const window = `a window of ${formatAlone(WINDOW_TOKENS, 'tokens')}`
  const share = tokens.total / WINDOW_TOKENS
  const part =
    share > 1
      ? `more than ${window} holds: sending all is no choice there, and its price only a measure`
      : `${formatAlone(share, 'share')} of ${window}`
  const cost = catalog.tools.length === 1 ? 'tool costs' : 'tools cost'
  return `${formatAlone(catalog.tools.length, 'count')} ${cost} ${formatAlone(tokens.total, 'tokens')} in every request, ${part}; a selection may have ${formatAlone(maxTokens, 'tokens')}.`
}

function ruleText({ rule, mode }: CheckupVerdict, { catalog, maxTokens }: CheckupInput): string[] {
  if (rule === 'small')
    return [
      catalog.tools.length <= 10
        ? 'A selection holds ten tools: here it would leave none out.'
        : `All of them fit into ${formatAlone(maxTokens, 'tokens')}: a selection would leave little out, and could only miss.`,
    ]
  if (rule === 'hardly-pays')
    return [
      'The cheapest way to select saves less than 5 % of the money, and the tools take less than a tenth of the window.',
    ]
  if (rule === 'low-recall' && mode === 'all-tools')
    return [
      'Less than 80 % of the needed tools would be handed out, and the tools take less than a tenth of the window.',
    ]
  return []
}

/** What users' own calls say, whatever the verdict goes by. */
function shadowText({ shadow }: CheckupInput): string[] {
  if (shadow === undefined || shadow.missRate === null) return []
  const { missedTurns, judged, missRate } = shadow
  return [
    `In shadow mode ${missedTurns} of ${judged} turns called a tool that the list would not have had (${formatAlone(missRate, 'share')}).`,
  ]
}

/** A list that grows saves less with every task: both ends are told. */
function tokenText(
  { select, mode, savedTokens, savedTokenShare, savedTokensLast }: CheckupVerdict,
  { plan, tokens }: CheckupInput,
): string[] {
  if (!select) return []
  const saved = `${formatAlone(Math.round(savedTokens), 'tokens')} shorter (${formatAlone(savedTokenShare, 'share')})`
  if (mode !== 'per-session') return [`Each request is ${saved}.`]
  if (savedTokensLast === null || plan === null)
    return [`Requests of the first task are ${saved}; each further task adds to the list.`]
  const tasks = taskOf(plan.conversation.turns, plan.conversation)
  const last =
    savedTokensLast > 0
      ? `it is ${formatAlone(Math.round(savedTokensLast), 'tokens')} (${formatAlone(savedTokensLast / tokens.total, 'share')})`
      : 'nothing is saved any more'
  return [
    `Requests of the first task are ${saved}; each further task adds to the list, so that by the ${ordinal(tasks)} ${last}.`,
  ]
}

function ordinal(task: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth'][task - 1] ?? `task number ${task}`
}

function moneyText(
  { select, policy, savedUsd, savedUsdShare }: CheckupVerdict,
  { plan }: CheckupInput,
): string[] {
  if (!select) return []
  if (savedUsd === null || savedUsdShare === null || plan === null)
    return ['No price is known for this model, so the saving is not given in money.']
  const of = `on ${plan.model.model} with ${policy}, prompt caching counted (${plan.conversation.turns} turns)`
  const money =
    savedUsd >= 0
      ? `A conversation costs ${formatAlone(savedUsd, 'dollars')} less (${formatAlone(savedUsdShare, 'share')}) ${of}.`
      : `It saves no money: a conversation costs ${formatAlone(-savedUsd, 'dollars')} more (${formatAlone(-savedUsdShare, 'share')}) ${of}. What it buys is room in the window.`
  return [money, ...inlineText(policy, plan)]
}

/** The cheap way to add tools is work for the host; without it the list is another one with every task. */
function inlineText(policy: CheckupVerdict['policy'], { policies }: Plan): string[] {
  const usdOf = (name: PolicyName) => policies.find((one) => one.policy === name)?.usd
  const [append, everything] = [usdOf('append'), usdOf('everything')]
  if (policy !== 'append-inline' || append === undefined || everything === undefined) return []
  const beside = append > everything ? 'more' : 'less'
  return [
    `append-inline puts the tools of later tasks (selection.session.appended) into the conversation. Put into the list of tools instead (append), they make the provider read the conversation anew, and it costs ${formatAlone(Math.abs(append - everything), 'dollars')} ${beside} than all tools.`,
  ]
}

/** Where a list misses too much, the least one of those that were measured which does not. */
function largerText({ rule, mode }: CheckupVerdict, { evidence, maxTokens }: CheckupInput): string[] {
  if (rule !== 'low-recall' || mode === 'all-tools') return []
  const larger = evidence[0]?.budgets.find(
    ({ budget, recall }) => budget > maxTokens && recall.value >= LOW_RECALL,
  )
  return larger === undefined
    ? ['No larger list that was measured holds 80 % of the needed tools either.']
    : [
        `A list of ${formatAlone(larger.budget, 'tokens')} would hold ${formatAlone(larger.recall, 'share')} of the needed tools: --max-tokens ${larger.budget} judges it.`,
      ]
}

/** Ten tools are the default; where that is what misses, the option is named. */
function settingText({ mode }: CheckupVerdict, input: CheckupInput): string[] {
  const { catalog, evidence, maxTokens } = input
  const [first] = evidence
  if (first === undefined || (mode !== 'per-session' && mode !== 'per-task')) return []
  const { selection, ten } = first
  const setting = `maxTokens: ${maxTokens}, maxTools: ${catalog.tools.length}, minConfidence: 0`
  const by = (100 * (selection.recall.value - ten.recall.value)).toFixed(1)
  return selection.recall.value - ten.recall.value < NOTABLE
    ? []
    : [
        `That is with ${setting}: the default of ten tools at most would find ${by} of 100 ${first.kind === 'probes' ? 'probed' : 'needed'} tools less.`,
      ]
}

/** A session keeps to the limit it is given: the list of several tasks needs the room of several. */
function roomText({ mode }: CheckupVerdict, { maxTokens }: CheckupInput): string[] {
  return mode !== 'per-session'
    ? []
    : [
        `maxTokens holds for the whole list of a session: raise it by ${formatAlone(maxTokens, 'tokens')} with each new task, or tools leave the list and the cache of what stands behind them is lost.`,
      ]
}

function riskText({ select, mode, missed, basis }: CheckupVerdict): string[] {
  if (!select) return []
  const back =
    mode === 'search-tool'
      ? 'The model can search again.'
      : 'The search tool in the list is the way to them, for one request more.'
  if (missed === null || basis === null)
    return [`What it would miss is not known: give --tasks or --log. ${back}`]
  const tasks = basis === 'probes' ? '100 probes (no tasks)' : '100 tasks'
  const lack =
    mode === 'search-tool'
      ? 'need a tool that the first search does not show'
      : 'would lack a tool that they need'
  return [`${formatAlone(missed, 'number')} of ${tasks} ${lack}, by ${EVIDENCE_TEXT[basis].name}. ${back}`]
}
