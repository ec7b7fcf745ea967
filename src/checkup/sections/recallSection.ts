import type { ReportSection } from '../../report/ReportDocument.js'
import type { EvidenceRecall } from '../Evidence.js'
import { EVIDENCE_TEXT } from './evidenceText.js'
import { serverLabel } from './serverLabel.js'

/** Most characters of a task that are shown. */
const MAX_TASK = 300

/** How many needed tools one sort of evidence finds in a selection. */
export function recallSection(recall: EvidenceRecall, maxTokens: number): ReportSection {
  const { kind, tasks, selection, leftOut, misses, missedTools } = recall
  const text = EVIDENCE_TEXT[kind]
  return {
    id: `recall-${kind}`,
    title: text.title,
    text: [
      text.about,
      `Measured on ${tasks}, each given as many tools as there is room for in ${maxTokens} tokens.`,
    ],
    figures: [
      { label: 'Needed tools that were handed out', value: selection.recall, unit: 'share' },
      {
        label: kind === 'probes' ? 'Probes with their tool' : 'Tasks with all their tools',
        value: selection.complete,
        unit: 'share',
      },
      { label: 'Missing tools of 100 tasks', value: selection.missed, unit: 'number' },
      { label: 'Tools in a list', value: selection.tools, unit: 'number' },
      { label: 'A list', value: Math.round(selection.tokens), unit: 'tokens' },
      { label: 'With ten tools at most, the default', value: recall.ten.recall, unit: 'share' },
      { label: 'Needed tools among the ten best', value: recall.searchRecall, unit: 'share' },
    ],
    tables: [serverTable(recall), ...(misses.length === 0 ? [] : [missTable(recall)])],
    notes: [
      'Intervals are bootstrap 95 % intervals over tasks (1,000 resamples, seed 0).',
      ...(missedTools > misses.length
        ? [`The worst ${misses.length} of ${missedTools} misses are listed.`]
        : []),
      ...leftOut,
    ],
  }
}

type Table = NonNullable<ReportSection['tables']>[number]

function serverTable({ servers }: EvidenceRecall): Table {
  return {
    title: 'By server',
    columns: [
      { title: 'Server', unit: 'text' },
      { title: 'Tasks', unit: 'count' },
      { title: 'Recall', unit: 'share' },
    ],
    rows: servers.map(({ server, tasks, recall }) => [serverLabel(server), tasks, recall]),
  }
}

function missTable({ misses }: EvidenceRecall): Table {
  return {
    title: 'Worst misses',
    columns: [
      { title: 'Task', unit: 'text' },
      { title: 'Says', unit: 'text' },
      { title: 'Needed', unit: 'text' },
      { title: 'Rank', unit: 'text' },
    ],
    rows: misses.map(({ id, text, needed, rank }) => [
      id,
      text.length > MAX_TASK ? `${text.slice(0, MAX_TASK - 1)}\u2026` : text,
      needed.join(' or '),
      rank === null ? 'below 200' : String(rank),
    ]),
  }
}
