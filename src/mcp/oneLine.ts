/**
 * Text that others wrote, fit for one line of a message: line breaks and control or bidirectional characters become
 * spaces, runs of spaces one, and what is longer than `limit` characters (default 300) is cut with an ellipsis.
 */
export function oneLine(text: string, limit = 300): string {
  // Cut first: the text may be megabytes long, and four times the limit leaves room for what collapses.
  const flat = text
    .slice(0, limit * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat
}
