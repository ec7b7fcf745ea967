import type { LineSeries, ReportSection } from 'toolcrib/report'
import { LEFT, type SavedFigure } from '../../claims/savedClaim.js'
import { claimSection, percent } from './claimSection.js'

const OURS = 'toolcrib'

/** Any saving can be had; this says at which recall. */
export function savedSection(tools: number, figures: readonly SavedFigure[]): ReportSection {
  const names = [...new Set(figures.map(({ name }) => name))]
  const ours = figures.filter(({ name }) => name === OURS)
  const near = ours.find(({ saved, left }) => left >= 5 && saved <= 0.99) ?? ours.at(-1)
  return claimSection({
    id: 'saved',
    quoted: '98 % of tokens saved',
    source:
      'many; datolabs mcp-toolsearch-proxy says 97 % on 500 tools, Speakeasy 96 and 91 % of input tokens, Anthropic 85 %',
    method: `all ${tools} tools of 21 servers are ranked for every task, and the first 1 to ${LEFT.at(-1)} are kept.`,
    answer: `any saving can be had: one tool saves ${percent(ours[0]?.saved ?? 0)} and holds ${percent(ours[0]?.recall?.value ?? 0)} of what tasks need. ${near === undefined ? '' : `${near.left} tools save ${percent(near.saved)} at a recall of ${percent(near.recall?.value ?? 0)}.`}`,
    plots: [
      {
        kind: 'lines',
        title: 'Recall against tokens saved',
        summary: 'Share of the right tools in the list over the share of tokens saved, for each ranker.',
        x: { label: 'tokens saved', unit: 'share' },
        y: { label: 'recall', unit: 'share' },
        series: names.map(
          (name): LineSeries => ({
            name,
            points: figures
              .filter((one) => one.name === name)
              .flatMap(({ saved, recall }) =>
                recall === null ? [] : [{ x: saved, y: recall.value, low: recall.low, high: recall.high }],
              )
              .sort((a, b) => a.x - b.x),
          }),
        ),
      },
    ],
    tables: [
      {
        title: 'Tokens saved and recall, by tools left',
        columns: [
          { title: '', unit: 'text' },
          { title: 'tools left', unit: 'count' },
          { title: 'tokens saved, %', unit: 'share' },
          { title: 'recall, %', unit: 'share' },
        ],
        rows: figures.map(({ name, left, saved, recall }) => [name, left, saved, recall]),
      },
    ],
    notSaid: [
      'money: cached tokens cost a tenth or less, and a list that changes is processed anew (docs/plan.md).',
      'what searches after a miss cost, in tokens and turns.',
    ],
  })
}
