import { formatAlone } from '../../report/formatCell.js'
import type { ReportSection } from '../../report/ReportDocument.js'
import type { EvidenceRecall } from '../Evidence.js'
import { EVIDENCE_TEXT, evidenceCount } from './evidenceText.js'
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
      `Measured on ${evidenceCount(kind, tasks)}, each given as many tools as there is room for in ${formatAlone(maxTokens, 'tokens')}.`,
    ],
    figures: [
      {
        label: kind === 'probes' ? 'Probed tools that were handed out' : 'Needed tools that were handed out',
        value: selection.recall,
        unit: 'share',
      },
      {
        label: kind === 'probes' ? 'Probes with their tool' : 'Tasks with all their tools',
        value: selection.complete,
        unit: 'share',
      },
      { label: 'Tools in a list', value: selection.tools, unit: 'number' },
      { label: 'A list', value: Math.round(selection.tokens), unit: 'tokens' },
      { label: 'With ten tools at most, the default', value: recall.ten.recall, unit: 'share' },
      {
        label: `${kind === 'probes' ? 'Probed' : 'Needed'} tools among the ten best`,
        value: recall.searchRecall,
        unit: 'share',
      },
    ],
    tables: [serverTable(recall), ...(misses.length === 0 ? [] : [missTable(recall)])],
    notes: [
      `Intervals are 95 % intervals of Wilson over ${kind === 'probes' ? 'probes' : 'tasks'}: few that all went well prove little.`,
      ...(missedTools > misses.length
        ? [`The worst ${misses.length} of ${missedTools} misses are listed.`]
        : []),
      ...leftOut,
    ],
  }
}

type Table = NonNullable<ReportSection['tables']>[number]

function serverTable({ kind, servers }: EvidenceRecall): Table {
  return {
    title: 'By server',
    columns: [
      { title: 'Server', unit: 'text' },
      { title: kind === 'probes' ? 'Probes' : 'Tasks', unit: 'count' },
      { title: 'Recall', unit: 'share' },
    ],
    rows: servers.map(({ server, tasks, recall }) => [serverLabel(server), tasks, recall]),
  }
}

function missTable({ kind, misses }: EvidenceRecall): Table {
  return {
    title: 'Worst misses',
    columns: [
      { title: kind === 'probes' ? 'Probe' : 'Task', unit: 'text' },
      { title: 'Says', unit: 'text' },
      { title: kind === 'probes' ? 'Made from' : 'Needed', unit: 'text' },
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
