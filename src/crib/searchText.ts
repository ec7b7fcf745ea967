import type { TokenCounter } from '../tokens/TokenCounter.js'

/** What is told of one task. */
export interface SearchResult {
  task: string
  /** Put before the line of a task that no tool fits. Default: nothing. */
  miss?: string
  /** A callable line for each tool that fits, best first. */
  lines: readonly string[]
  /** How many more fit, but had to leave the list for another task of the same search. */
  displaced: number
  /** Names of the nearest tools, where none fits. */
  nearest: readonly string[]
}

/** Characters of a task that are repeated to the model. */
const MAX_ECHO = 100

/** How an answer is written. */
export interface SearchTextOptions {
  counter: TokenCounter
  /** Most tokens of the text. */
  limit: number
  /** Last lines of the text. Default: none. */
  footer?: string
}

/**
 * The answer of a search as text of at most `limit` tokens. Lines are taken turn by turn from each task, best first, as
 * long as they fit; how many more there are is said. Empty where not even the shortest answer fits.
 */
export function searchText(
  results: readonly SearchResult[],
  { counter, limit, footer = '' }: SearchTextOptions,
): { text: string; tokens: number } {
  const render = (counts: readonly number[]) => {
    const blocks = results.map((result, index) => block(result, counts[index]!))
    const text = [...blocks, ...(footer === '' ? [] : [footer])].join('\n')
    return { text, tokens: counter.count(text) }
  }
  let taken = results.map(() => 0)
  let best = render(taken)
  if (best.tokens > limit) return { text: '', tokens: 0 }
  const depth = Math.max(...results.map(({ lines }) => lines.length))
  for (let at = 0; at < depth; at++) {
    for (const [index, { lines }] of results.entries()) {
      // A task whose line did not fit is done: lines are told from the best on, without gaps.
      if (at >= lines.length || taken[index] !== at) continue
      const next = taken.with(index, at + 1)
      const longer = render(next)
      if (longer.tokens > limit) continue
      taken = next
      best = longer
    }
  }
  return best
}

function block({ task, miss = '', lines, displaced, nearest }: SearchResult, taken: number): string {
  const echo = JSON.stringify(task.length > MAX_ECHO ? `${task.slice(0, MAX_ECHO)}...` : task)
  if (lines.length + displaced === 0) {
    const names = nearest.length === 0 ? '' : ` Nearest, but hardly right: ${nearest.join(', ')}.`
    return `${miss}No tool fits ${echo}.${names}`
  }
  const more = lines.length - taken + displaced
  return [
    `For ${echo}:`,
    ...lines.slice(0, taken),
    ...(more > 0 ? [`(${more} more; ask for less at once)`] : []),
  ].join('\n')
}
