import type { Touched } from '../suites/touchedSuite.js'
import { markdownTable } from './markdownTable.js'

/** How many honest tools the defences discount, by set. */
export function touchedText(rows: readonly Touched[]): string {
  const header = ['', 'tools', 'say which to choose', 'list words', 'repeat another', 'crowded']
  const cells = rows.map(({ set, tools, toolChoice, wordLists, nearCopies, crowded }) => {
    const share = (count: number) => `${count} (${((100 * count) / Math.max(1, tools)).toFixed(1)} %)`
    return [set, String(tools), share(toolChoice), share(wordLists), share(nearCopies), share(crowded)]
  })
  return `Honest tools that the defences discount\n\n${markdownTable(header, cells)}`
}
