/** A place in a text at which another tool is named. */
export interface Mention {
  name: string
  /** Where the name begins and ends in the text. */
  start: number
  end: number
}

/** Names as they are written in texts: letters, digits and separators, without a full stop at the end. */
const WORD = /[A-Za-z][\w./:-]*[\w]/g

/** Where a text names one of `names`. A name that may be a plain word counts only in backquotes or before "tool". */
export function mentionedTools(text: string, names: Pick<ReadonlySet<string>, 'has'>): Mention[] {
  const mentions: Mention[] = []
  for (const match of text.matchAll(WORD)) {
    const [name] = match
    const start = match.index
    const end = start + name.length
    if (!names.has(name)) continue
    if (/[_\-./:]|[a-z][A-Z]/.test(name) || isMarked(text, start, end)) mentions.push({ name, start, end })
  }
  return mentions
}

function isMarked(text: string, start: number, end: number): boolean {
  return (text[start - 1] === '`' && text[end] === '`') || /^[`'"]? tool\b/.test(text.slice(end, end + 7))
}
