/** A stretch of words that both texts have, or one of them. */
export interface WordRun {
  kind: 'same' | 'removed' | 'added'
  words: string[]
}

/** Cells of the table that is filled at most, 16 MB; beyond it what differs is shown whole. */
const MAX_CELLS = 4_000_000

/**
 * How one text became another, in words (what white space separates): what is the same, removed and added, in order; what
 * is removed stands before what is added in its place. The removed and same runs together are the words before, the added
 * and same runs the words after.
 */
export function diffWords(before: string, after: string): WordRun[] {
  const old = wordsOf(before)
  const young = wordsOf(after)
  const least = Math.min(old.length, young.length)
  let start = 0
  while (start < least && old[start] === young[start]) start++
  let end = 0
  while (end < least - start && old[old.length - 1 - end] === young[young.length - 1 - end]) end++
  const runs: WordRun[] = []
  push(runs, 'same', old.slice(0, start))
  middle(runs, old.slice(start, old.length - end), young.slice(start, young.length - end))
  push(runs, 'same', old.slice(old.length - end))
  return runs
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

/** By the longest common subsequence: the table is filled from the end, then followed from the start. */
function middle(runs: WordRun[], old: readonly string[], young: readonly string[]): void {
  const width = young.length + 1
  if ((old.length + 1) * width > MAX_CELLS) {
    push(runs, 'removed', old)
    push(runs, 'added', young)
    return
  }
  const common = commonLengths(old, young)
  let [i, j] = [0, 0]
  while (i < old.length || j < young.length) {
    const down = i < old.length ? common[(i + 1) * width + j]! : -1
    const right = j < young.length ? common[i * width + j + 1]! : -1
    if (i < old.length && j < young.length && old[i] === young[j]) {
      push(runs, 'same', [old[i]!])
      i++
      j++
    } else if (down >= right) push(runs, 'removed', [old[i++]!])
    else push(runs, 'added', [young[j++]!])
  }
}

/** At `i * (young.length + 1) + j`: the length of the longest common subsequence of what follows. */
function commonLengths(old: readonly string[], young: readonly string[]): Uint32Array {
  const width = young.length + 1
  const common = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = young.length - 1; j >= 0; j--)
      common[i * width + j] =
        old[i] === young[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
  return common
}

function push(runs: WordRun[], kind: WordRun['kind'], words: readonly string[]): void {
  if (words.length === 0) return
  const last = runs.at(-1)
  if (last?.kind === kind) for (const word of words) last.words.push(word)
  else runs.push({ kind, words: [...words] })
}
