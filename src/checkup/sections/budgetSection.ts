import { formatAlone } from '../../report/formatCell.js'
import type { LinePoint, ReportSection } from '../../report/ReportDocument.js'
import type { CheckupInput } from '../CheckupInput.js'
import type { EvidenceRecall } from '../Evidence.js'
import { EVIDENCE_TEXT } from './evidenceText.js'

/** What lists of several lengths would hold; undefined where nothing was measured. */
export function budgetSection({ evidence, catalog }: CheckupInput): ReportSection | undefined {
  const [first] = evidence
  if (first === undefined || first.budgets.length === 0) return undefined
  return {
    id: 'budget',
    title: 'What a token budget keeps',
    text: [
      `For each task the tools of most use that fit, at the levels of detail that fit, of ${catalog.tools.length} in all. The limit is the only one: there may be as many tools as there is room for.`,
    ],
    plots: [
      {
        kind: 'lines',
        title: 'Recall by budget',
        summary: summaryOf(first),
        x: { label: 'Most tokens of the list', unit: 'tokens', scale: 'log' },
        y: { label: 'Needed tools that are in the list', unit: 'share', domain: [0, 1] },
        series: evidence.map(({ kind, budgets }) => ({
          name: EVIDENCE_TEXT[kind].name,
          points: budgets.map(
            ({ budget, recall }): LinePoint => ({
              x: budget,
              y: recall.value,
              low: recall.low,
              high: recall.high,
            }),
          ),
        })),
      },
    ],
    tables: evidence.map(({ kind, budgets }) => ({
      title: `By ${EVIDENCE_TEXT[kind].name}`,
      columns: [
        { title: 'Budget', unit: 'tokens' },
        { title: 'Tools kept', unit: 'number' },
        { title: 'Used', unit: 'tokens' },
        { title: 'Recall', unit: 'share' },
      ],
      rows: budgets.map(({ budget, tools, tokens, recall }) => [budget, tools, Math.round(tokens), recall]),
    })),
  }
}

function summaryOf({ budgets, kind }: EvidenceRecall): string {
  const said = ({ budget, recall }: EvidenceRecall['budgets'][number]) =>
    `${(100 * recall.value).toFixed(0)} % within ${formatAlone(budget, 'tokens')}`
  return `By ${EVIDENCE_TEXT[kind].name}: ${said(budgets[0]!)}, ${said(budgets.at(-1)!)}.`
}
