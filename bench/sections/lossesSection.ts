import type { ReportSection } from 'toolcrib/report'
import type { Loss } from '../baseline/losses.js'
import { pText } from './testTables.js'

/** Where another contender does better than our default, chance or not. */
export function lossesSection(losses: readonly Loss[], command = 'npm run bench'): ReportSection {
  const beyond = losses.filter(({ beyondChance }) => beyondChance).length
  return {
    id: 'losses',
    title: 'Where the default loses',
    text: [
      losses.length === 0
        ? 'No contender is ahead of the default in any tested metric.'
        : `Every contender that is ahead of the default in a tested metric: ${losses.length}, of which ${beyond} beyond chance (p below 0.05, Holm-corrected over the contenders of the metric). Variants of toolcrib with other models or options count as contenders.`,
    ],
    tables:
      losses.length === 0
        ? []
        : [
            {
              title: 'Ahead of the default',
              columns: [
                { title: 'suite', unit: 'text' },
                { title: 'metric', unit: 'text' },
                { title: 'contender', unit: 'text' },
                { title: 'its value', unit: 'share' },
                { title: 'the default', unit: 'share' },
                { title: 'p', unit: 'text' },
                { title: 'beyond chance', unit: 'text' },
              ],
              rows: losses.map(({ suite, metric, to, ours, theirs, adjusted, beyondChance }) => [
                suite,
                metric,
                to,
                theirs,
                ours,
                pText(adjusted),
                beyondChance ? 'yes' : 'no',
              ]),
            },
          ],
    notes: [
      'Metrics without a value for each task (tokens, money, times) are in the sections below, with no test.',
    ],
    command,
  }
}
