import { filledText, objectsOf } from './fields.js'

/** Kinds of content that are text: of Chat Completions and Messages, of Responses. */
const TEXT_TYPES: ReadonlySet<unknown> = new Set(['text', 'input_text'])

/** Longest request that is kept, in UTF-16 code units; of a longer one the beginning and the end, where wishes stand. */
const MAX_TEXT = 8_000

/** The text of a message: its content, or the text parts of it. Undefined where it has none. */
export function contentText(content: unknown): string | undefined {
  const text =
    typeof content === 'string'
      ? content
      : objectsOf(content)
          .filter((part) => TEXT_TYPES.has(part['type']))
          .map((part) => filledText(part['text']) ?? '')
          .join('\n')
  return filledText(clipped(text.trim()))
}

/** Cut to what is kept. */
export function clipped(text: string): string {
  if (text.length <= MAX_TEXT) return text
  const cut = `${text.slice(0, MAX_TEXT / 2)}\n...\n${text.slice(-MAX_TEXT / 2)}`
  // A slice would keep the whole text in memory; what JSON gives back stands alone.
  return JSON.parse(JSON.stringify(cut)) as string
}
