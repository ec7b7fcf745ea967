import type { ReportSection } from '../../report/ReportDocument.js'
import type { CheckupInput } from '../CheckupInput.js'

/** What this report knows nothing of; undefined where it is complete. */
export function lostSection({ lost }: CheckupInput): ReportSection | undefined {
  if (lost.length === 0) return undefined
  return {
    id: 'missing',
    title: 'What is missing here',
    text: [
      'Servers that failed, definitions that no model can be given, and warnings. Everything else is about the rest.',
    ],
    tables: [
      { title: 'Missing', columns: [{ title: 'What', unit: 'text' }], rows: lost.map((one) => [one]) },
    ],
  }
}
