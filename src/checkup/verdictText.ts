import { formatAlone } from '../report/formatCell.js'
import type { ReportVerdict } from '../report/ReportDocument.js'
import type { CheckupInput } from './CheckupInput.js'
import { type CheckupRule, type CheckupVerdict, WINDOW_TOKENS } from './checkupVerdict.js'
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
      ...savingText(verdict, input),
      ...riskText(verdict),
      ...settingText(verdict, input),
    ],
  }
}

function headlineOf({ rule, mode }: CheckupVerdict, { catalog }: CheckupInput): string {
  if (rule === 'empty') return 'There is no tool to judge.'
  if (mode === 'all-tools') return `Send all ${catalog.tools.length} tools: selection does not pay here.`
  const use = MODE_TEXT[mode]
  const heads: Partial<Record<CheckupRule, string>> = {
    pays: `Use selection: ${use}.`,
    'recall-open': `Selection pays, but it may miss tools: use ${use}.`,
    'low-recall': `A selection misses too much here: use ${use}.`,
    'probes-only': `Selection would save much, and nothing is known of your tasks: try ${use} in shadow mode first.`,
  }
  return (
    heads[rule] ?? `Selection would save much, and its risk is not known: try ${use} in shadow mode first.`
  )
}

function sizeText({ catalog, tokens, maxTokens }: CheckupInput): string {
  const share = formatAlone(tokens.total / WINDOW_TOKENS, 'share')
  return `${catalog.tools.length} tools cost ${formatAlone(tokens.total, 'tokens')} in every request, ${share} of a window of ${formatAlone(WINDOW_TOKENS, 'tokens')}; a selection may have ${formatAlone(maxTokens, 'tokens')}.`
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

function savingText(
  { select, savedTokens, savedTokenShare, savedUsd, savedUsdShare }: CheckupVerdict,
  { plan }: CheckupInput,
): string[] {
  if (!select) return []
  const tokens = `Each request is ${formatAlone(Math.round(savedTokens), 'tokens')} shorter (${formatAlone(savedTokenShare, 'share')}).`
  if (savedUsd === null || savedUsdShare === null || plan === null)
    return [tokens, 'No price is known for this model, so the saving is not given in money.']
  const of = `on ${plan.model.model}, prompt caching counted (${plan.conversation.turns} turns)`
  const money =
    savedUsd >= 0
      ? `A conversation costs ${formatAlone(savedUsd, 'dollars')} less (${formatAlone(savedUsdShare, 'share')}) ${of}.`
      : `It saves no money: a conversation costs ${formatAlone(-savedUsd, 'dollars')} more (${formatAlone(-savedUsdShare, 'share')}) ${of}. What it buys is room in the window.`
  return [tokens, money]
}

/** Ten tools are the default; where that is what misses, the option is named. */
function settingText({ mode }: CheckupVerdict, { catalog, evidence, maxTokens }: CheckupInput): string[] {
  const [first] = evidence
  if (first === undefined || (mode !== 'per-session' && mode !== 'per-task')) return []
  const { selection, ten } = first
  const setting = `maxTokens: ${maxTokens}, maxTools: ${catalog.tools.length}, minConfidence: 0`
  const by = (100 * (selection.recall.value - ten.recall.value)).toFixed(1)
  return selection.recall.value - ten.recall.value < NOTABLE
    ? []
    : [`That is with ${setting}: the default of ten tools at most would find ${by} of 100 needed tools less.`]
}

function riskText({ select, mode, missed, basis }: CheckupVerdict): string[] {
  if (!select) return []
  const back =
    mode === 'search-tool'
      ? 'The model can search again.'
      : 'The search tool in the list is the way to them, for one request more.'
  if (missed === null || basis === null)
    return [`What it would miss is not known: give --tasks or --log. ${back}`]
  const by = basis === 'probes' ? 'Of 100 probes (no tasks)' : 'Of 100 tasks'
  const where = mode === 'search-tool' ? 'the first search does not show' : 'the list lacks'
  return [
    `${by} ${where} ${formatAlone(missed, 'number')} needed tools, by ${EVIDENCE_TEXT[basis].name}. ${back}`,
  ]
}
