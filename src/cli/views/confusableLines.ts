import type { ConfusablePair } from '../../rank/Confusable.js'
import type { InspectDocument } from '../commands/inspect.js'
import { escapeText } from '../escapeText.js'
import { count, formatInteger } from '../format.js'
import type { Style } from '../Style.js'

/** Most groups that are listed. */
const MAX_GROUPS = 5

/** Tools that the ranker can hardly tell apart, for people: groups, then the closest `limit` pairs with their words. */
export function confusableLines(
  { confusable, catalog }: InspectDocument,
  { limit, style }: { limit: number; style: Style },
): string[] {
  if (confusable === null) {
    if (limit === 0) return []
    return [
      `Not compared with each other: ${count(catalog.tools, 'tool')}; add --confusable ${limit} to do so.`,
    ]
  }
  const { pairs, groups, possible, found } = confusable
  if (pairs.length === 0) return []
  const shown = pairs.slice(0, limit)
  const title = `Hard to tell apart (${count(found, 'pair')} of ${formatInteger(possible)}, closest first)`
  return [
    style.warn(title),
    ...groups.slice(0, MAX_GROUPS).map((group) => `  group: ${group.map(escapeText).join(', ')}`),
    ...(groups.length > MAX_GROUPS ? [`  and ${groups.length - MAX_GROUPS} more groups (see --json)`] : []),
    ...shown.flatMap((pair) => pairLines(pair, style)),
    ...(found > shown.length ? [`  and ${formatInteger(found - shown.length)} more (see --json)`] : []),
    '',
  ]
}

function pairLines({ tools, similarity, shared, separating }: ConfusablePair, style: Style): string[] {
  const only = tools.map((id, at) => `only ${escapeText(id)}: ${wordList(separating[at] ?? [])}`)
  return [
    `  ${tools.map(escapeText).join(' | ')} (cosine ${similarity.toFixed(2)})`,
    style.dim(`    both: ${wordList(shared)}; ${only.join('; ')}`),
  ]
}

function wordList(words: readonly string[]): string {
  return words.length === 0 ? '-' : words.map(escapeText).join(', ')
}
