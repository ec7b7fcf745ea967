import { formatAlone } from '../../report/formatCell.js'
import type { EvidenceKind } from '../Evidence.js'

/** The words for one sort of evidence. */
interface EvidenceText {
  name: string
  title: string
  about: string
  /** What one of it is called, and several. */
  one: string
  many: string
}

/** What each sort of evidence is called, and how it is to be read. */
export const EVIDENCE_TEXT: Readonly<Record<EvidenceKind, EvidenceText>> = {
  tasks: {
    name: 'your labelled tasks',
    one: 'labelled task',
    many: 'labelled tasks',
    title: 'Recall on your labelled tasks',
    about:
      'Tasks with the tools that they need, as you labelled them. What holds for them holds for tasks like them.',
  },
  log: {
    name: 'your logs',
    one: 'logged request',
    many: 'logged requests',
    title: 'Recall on your logs',
    about:
      'Requests that were logged, with the tools that were called. A tool that the model was not given then, or called by mistake, is no better known here.',
  },
  probes: {
    name: 'probes made from your catalog',
    one: 'probe made from your catalog',
    many: 'probes made from your catalog',
    title: 'Probes made from your catalog, in place of tasks',
    about:
      "Nobody's tasks: words of each tool's own description, without those of its name and without its most telling quarter. They say how well your tools are told apart, not how your users speak: on ten labelled sets recall@5 on tasks was from 49 points higher to 47 points lower, and lower on every set whose tasks were written without the tools' texts at hand.",
  },
}

/** How much of one sort of evidence there is, in words. */
export function evidenceCount(kind: EvidenceKind, tasks: number): string {
  const { one, many } = EVIDENCE_TEXT[kind]
  return `${formatAlone(tasks, 'count')} ${tasks === 1 ? one : many}`
}
