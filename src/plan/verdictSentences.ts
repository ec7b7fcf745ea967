import { isCheaper } from './isCheaper.js'
import type { PolicyCost, Verdict } from './Plan.js'
import { recallText, shareText, tokensText, usdText } from './planText.js'
import type { VerdictInput } from './verdict.js'

/** Savings below this share are not worth the risk of a tool that is missing. */
const HARDLY = 0.05

/** The verdict in words: what to take, whether selection pays, what is not known, and which policies do harm. */
export function verdictSentences(verdict: Omit<Verdict, 'sentences'>, input: VerdictInput): string[] {
  const everything = input.policies.find(({ policy }) => policy === 'everything')!
  return [
    namedSentence(verdict, everything, input.targetRecall),
    ...selectionSentences(verdict, input.policies),
    ...unknownSentences(verdict, input),
    ...lossSentences(input, everything),
  ]
}

function namedSentence(
  { policy, usd, savedShare, recall }: Omit<Verdict, 'sentences'>,
  everything: PolicyCost,
  target: number | null,
): string {
  const cheapest = target === null ? 'Cheapest' : `Cheapest that keeps a recall of ${shareText(target)}`
  const saved =
    policy === 'everything'
      ? ''
      : `, ${shareText(savedShare)} less than everything (${usdText(everything.usd)})`
  return `${cheapest}: ${policy}, ${usdText(usd)}${saved}; ${recallText(recall)}.`
}

function selectionSentences(
  { selection }: Omit<Verdict, 'sentences'>,
  policies: readonly PolicyCost[],
): string[] {
  if (selection === 'does-not-pay') {
    const missed = policies.filter(({ selects, keepsTarget }) => selects && keepsTarget === false)
    const why =
      missed.length > 0
        ? `none that keeps the target costs less than sending all tools (${names(missed)} ${missed.length === 1 ? 'does' : 'do'} not keep it)`
        : 'none costs less than sending all tools'
    return [`Selection does not pay here: ${why}.`]
  }
  const least = Math.min(
    ...policies
      .filter(({ selects, keepsTarget }) => selects && keepsTarget !== false)
      .map(({ ofEverything }) => ofEverything),
  )
  if (1 - least >= HARDLY) return []
  return [`Selection hardly pays here: it saves ${shareText(1 - least)} at most, and a tool may be missing.`]
}

function unknownSentences(
  { cheaperUnknown }: Omit<Verdict, 'sentences'>,
  { policies }: VerdictInput,
): string[] {
  if (cheaperUnknown.length === 0) return []
  const shown = cheaperUnknown.map((name) => {
    const { usd } = policies.find(({ policy }) => policy === name)!
    return `${name} (${usdText(usd)})`
  })
  return [
    `Cheaper, but recall unknown, so that none of them is named: ${shown.join(', ')}. An eval run on your tasks gives the figure.`,
  ]
}

function lossSentences(
  { policies, breakEven, historyTokens }: VerdictInput,
  everything: PolicyCost,
): string[] {
  return policies
    .filter(({ usd }) => isCheaper(everything.usd, usd))
    .map(({ policy, ofEverything }) => {
      const from = breakEven.find((point) => point.policy === policy)?.historyTokens ?? 0
      const since =
        from > 0 && from <= historyTokens ? `, as from ${tokensText(from)} tokens of history on` : ''
      return `${policy} does not pay here: it costs ${shareText(ofEverything - 1)} more than everything${since}${REASONS[policy] ?? ''}.`
    })
}

/** Why a policy may cost more than sending everything. */
const REASONS: Readonly<Record<string, string>> = {
  'per-turn': '; every change of the list makes the provider process the conversation anew',
  append: '; every change of the list makes the provider process the conversation anew',
  'meta-tools': '; finding tools takes requests of its own, each with the whole conversation',
  deferred: '; finding tools takes requests of its own, each with the whole conversation',
}

function names(policies: readonly PolicyCost[]): string {
  return policies.map(({ policy }) => policy).join(', ')
}
