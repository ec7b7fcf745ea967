import type { InspectDocument } from '../commands/inspect.js'
import { escapeProse, escapeText } from '../escapeText.js'
import { count, formatShare } from '../format.js'
import type { Style } from '../Style.js'

/** Most tools of each kind that are listed; the rest is counted. */
const MAX_LISTED = 5

/** Longest sentence that is quoted, in characters. */
const MAX_QUOTE = 100

/** Tools whose texts are written to be chosen, for people, with what the ranking does about it. */
export function discountedLines({ discounted }: InspectDocument, style: Style): string[] {
  const { toolChoice, wordLists, nearCopies, crowded } = discounted
  return [
    ...section(
      `Say which tool to choose (${count(toolChoice.length, 'tool')}; such sentences are not ranked on)`,
      toolChoice.map(({ id, sentences }) => `${escapeText(id)}: ${quote(sentences[0] ?? '')}`),
      style,
    ),
    ...section(
      `List words (${count(wordLists.length, 'tool')}; lists are not ranked on)`,
      wordLists.map(({ id, terms }) => `${escapeText(id)}: ${count(terms, 'word')}`),
      style,
    ),
    ...section(
      `Repeat another tool (${count(nearCopies.length, 'tool')}; one of each group is ranked)`,
      nearCopies.map(({ id, copyOf }) => `${escapeText(id)} repeats ${escapeText(copyOf)}`),
      style,
    ),
    ...section(
      `Say too much (${count(crowded.length, 'tool')}; words far from the front count little)`,
      crowded.map(
        ({ id, counted }) => `${escapeText(id)}: ${formatShare(counted)} of its description counts`,
      ),
      style,
    ),
  ]
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  if (lines.length === 0) return []
  const more = lines.length > MAX_LISTED ? [`  and ${lines.length - MAX_LISTED} more (see --json)`] : []
  return [style.warn(title), ...lines.slice(0, MAX_LISTED).map((line) => `  ${line}`), ...more, '']
}

function quote(sentence: string): string {
  const cut = sentence.length <= MAX_QUOTE ? sentence : `${sentence.slice(0, MAX_QUOTE - 3).trimEnd()}...`
  return `"${escapeProse(cut)}"`
}
