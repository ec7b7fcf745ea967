import type { Json } from '../../tool/Tool.js'
import type { DefinitionChange } from '../../trust/diffDefinitions.js'
import { diffWords, type WordRun } from '../../trust/diffWords.js'
import type { HeldDocument, TrustDiffDocument } from '../commands/trust/trustDiff.js'
import { escapeText } from '../escapeText.js'
import type { Style } from '../Style.js'

/** Words that are shown of what stayed, on each side of a change. */
const CONTEXT = 6

/** The result of `toolcrib trust diff` for people. What changed is never shortened: it is what will be approved. */
export function trustDiffView({ held, notHeld }: TrustDiffDocument, style: Style): string {
  const lines = [
    ...held.flatMap((one) => [...heldLines(one, style), '']),
    ...notHeld.map((id) => `${escapeText(id)} is as it was approved.`),
    ...(held.length === 0 && notHeld.length === 0 ? ['No tool is held.'] : []),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function heldLines({ id, approved, seen, changes }: HeldDocument, style: Style): string[] {
  return [
    `${style.bold(escapeText(id))}  approved ${approved.since}, changed ${seen.since}`,
    ...(changes === null
      ? ['  One of the definitions was too large to keep: only their fingerprints differ.']
      : changes.flatMap((change) => changeLines(change, style))),
    style.dim(`  fingerprint ${seen.fingerprint}`),
  ]
}

function changeLines({ path, before, after }: DefinitionChange, style: Style): string[] {
  return [`  ${escapeText(path)}`, ...(wordLines(before, after, style) ?? valueLines(before, after, style))]
}

/** One line a run of words, marked at its beginning: no text can look like a mark. Undefined where words show no change. */
function wordLines(before: Json | undefined, after: Json | undefined, style: Style): string[] | undefined {
  if (typeof before !== 'string' || typeof after !== 'string') return undefined
  const runs = diffWords(before, after)
  if (runs.every(({ kind }) => kind === 'same')) return undefined
  return runs.map(({ kind, words }, at) => {
    if (kind === 'removed') return removed(words.join(' '), style)
    if (kind === 'added') return added(words.join(' '), style)
    return `      ${escapeText(context(words, { isFirst: at === 0, isLast: at === runs.length - 1 }))}`
  })
}

/** The words next to changes. */
function context(
  words: WordRun['words'],
  { isFirst, isLast }: { isFirst: boolean; isLast: boolean },
): string {
  const head = isFirst ? [] : words.slice(0, CONTEXT)
  const tail = isLast ? [] : words.slice(-CONTEXT)
  return head.length + tail.length >= words.length ? words.join(' ') : [...head, '...', ...tail].join(' ')
}

function valueLines(before: Json | undefined, after: Json | undefined, style: Style): string[] {
  return [
    ...(before === undefined ? [] : [removed(JSON.stringify(before), style)]),
    ...(after === undefined ? [] : [added(JSON.stringify(after), style)]),
  ]
}

const removed = (text: string, style: Style) => style.bad(`    - ${escapeText(text)}`)
const added = (text: string, style: Style) => style.good(`    + ${escapeText(text)}`)
