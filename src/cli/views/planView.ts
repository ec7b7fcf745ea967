import type { BreakEven } from '../../plan/Plan.js'
import { usdText } from '../../plan/planText.js'
import type { PlanDocument } from '../commands/plan.js'
import { escapeProse, escapeText } from '../escapeText.js'
import { count, formatInteger, formatShare } from '../format.js'
import { renderTable } from '../renderTable.js'
import type { Style } from '../Style.js'

/** Most changes of place by turns that are shown; the rest is in the document. */
const MAX_CHANGES = 3

/** The result of `toolcrib plan` for people. */
export function planView(document: PlanDocument, style: Style): string {
  const { catalog, conversation, model, tools, verdict } = document
  const lines = [
    `${style.bold(count(conversation.turns, 'turn'))} on ${escapeText(model.model)} (prices ${model.date}, ${sourceText(model.verified)}), a new task every ${count(conversation.turnsPerTask, 'turn')}.`,
    `${count(catalog.tools, 'tool')} cost ${count(tools.all, 'token')} (${escapeText(catalog.counter)}), a selection ${formatInteger(tools.selected)}, a history ${formatInteger(conversation.historyTokens)}.`,
    '',
    ...costTable(document, style),
    '',
    `${style.bold('Against sending everything')}: where each is cheaper`,
    ...breakEvenTable(document, style),
    '',
    style.bold('Verdict'),
    ...verdict.sentences.map((sentence) => `  ${escapeProse(sentence)}`),
    ...document.unavailable.map(
      ({ policy, reason }) => `  ${policy} is not offered: ${escapeProse(reason)}.`,
    ),
    ...model.notes.map((note) => style.dim(`  Prices: ${escapeProse(note)}`)),
  ]
  return `${lines.join('\n')}\n`
}

function sourceText(verified: PlanDocument['model']['verified']): string {
  return verified === 'docs' ? "from the provider's docs" : verified
}

function costTable({ policies, verdict }: PlanDocument, style: Style): string[] {
  return renderTable(
    [
      {
        header: 'Policy',
        paint: (cell, row) => (policies[row]?.policy === verdict.policy ? style.good(cell) : cell),
      },
      { header: 'Cost', align: 'right' },
      { header: 'Of all', align: 'right' },
      { header: 'Cached', align: 'right', spare: true },
      { header: 'Anew a turn', align: 'right' },
      { header: 'Searches', align: 'right', spare: true },
      { header: 'Recall', align: 'right' },
    ],
    policies.map((cost) => [
      cost.policy,
      usdText(cost.usd),
      formatShare(cost.ofEverything),
      formatInteger(cost.cached),
      formatInteger(cost.prefillPerTurn),
      formatInteger(cost.extraRequests),
      cost.recall === null ? 'unknown' : formatShare(cost.recall),
    ]),
    style,
  )
}

function breakEvenTable({ breakEven }: PlanDocument, style: Style): string[] {
  return renderTable(
    [
      { header: 'Policy' },
      { header: 'Catalog from', align: 'right' },
      { header: 'History below', align: 'right' },
      { header: 'By turns', shrinkTo: 12 },
    ],
    breakEven.map((point) => [
      point.policy,
      point.catalogTokens === null ? 'no size' : formatInteger(point.catalogTokens),
      point.historyTokens === null ? 'no length' : formatInteger(point.historyTokens),
      turnsText(point.turns),
    ]),
    style,
  )
}

function turnsText(turns: BreakEven['turns']): string {
  if (turns.length === 1) return turns[0]!.stands
  const shown = turns.slice(0, MAX_CHANGES).map(({ from, stands }) => `${stands} from ${from}`)
  return [...shown, ...(turns.length > MAX_CHANGES ? ['...'] : [])].join(', ')
}
