import { formatAlone } from '../../report/formatCell.js'
import type { ReportSection } from '../../report/ReportDocument.js'
import type { CheckupInput } from '../CheckupInput.js'

const MAX_PAIRS = 200

/** Tools that are hard to tell apart. */
export function confusableSection({ confusable }: CheckupInput): ReportSection {
  const head = { id: 'confusable', title: 'Tools that are hard to tell apart' }
  if (confusable === null)
    return {
      ...head,
      text: ['They were not compared with each other: in a catalog of this size that takes long.'],
    }
  const { pairs, groups, possible, found } = confusable
  return {
    ...head,
    text: [
      "Pairs of which one ranks nearly as high as the other on that one's own name and description. The words that only one of them has are what a description could build on.",
    ],
    figures: [
      {
        label: 'Pairs',
        value: found,
        unit: 'count',
        note: `the closest of ${formatAlone(possible, 'count')}`,
      },
    ],
    tables: [
      ...(groups.length === 0
        ? []
        : [
            {
              title: 'Groups',
              columns: [
                { title: 'Tools', unit: 'text' as const },
                { title: 'How many', unit: 'count' as const },
              ],
              rows: groups.map((group) => [group.join(', '), group.length]),
            },
          ]),
      {
        title: 'Closest pairs',
        columns: [
          { title: 'Tool', unit: 'text' },
          { title: 'And', unit: 'text' },
          { title: 'Cosine', unit: 'number' },
          { title: 'In both', unit: 'text' },
          { title: 'Only in the first', unit: 'text' },
          { title: 'Only in the second', unit: 'text' },
        ],
        rows: pairs
          .slice(0, MAX_PAIRS)
          .map(({ tools, similarity, shared, separating }) => [
            ...tools,
            similarity,
            shared.join(', '),
            separating[0].join(', '),
            separating[1].join(', '),
          ]),
      },
    ],
  }
}
