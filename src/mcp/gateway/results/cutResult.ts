import type { TokenCounter } from '../../../tokens/TokenCounter.js'

/** How a result is cut. */
export interface CutOptions {
  counter: TokenCounter
  /** Most tokens of its text, 1 or more. */
  maxTokens: number
  /** Keeps the whole text and gives the URI that it can be read at. */
  keep: (text: string) => string
  /** Whether the structured content has to stay: the client was told its schema. */
  keepsStructure: boolean
}

/** Characters that a token may have; what is longer is cut without being counted, since results may have many megabytes. */
const MAX_CHARACTERS = 8

type Block = Readonly<Record<string, unknown>>

/**
 * A result whose text has at most `maxTokens`, with a link to the whole of it; the same object where it fits. Errors, blocks
 * that are no text, and what else a result holds stay as they are; structured content says the same again and goes.
 */
export function cutResult(
  result: Record<string, unknown>,
  { counter, maxTokens, keep, keepsStructure }: CutOptions,
): Record<string, unknown> {
  const { content, structuredContent, ...rest } = result
  if (result['isError'] === true || !Array.isArray(content)) return result
  const blocks = content as Block[]
  const text = blocks.flatMap((block) => textOf(block) ?? []).join('\n')
  const start = text.slice(0, maxTokens * MAX_CHARACTERS)
  if (start.length === text.length && counter.count(text) <= maxTokens) return result
  const told = fittingStart(start, { counter, maxTokens })
  const uri = keep(text)
  const left = text.length - told.length
  const note = `(${left} characters more. The whole is the resource ${uri}.)`
  return {
    ...rest,
    ...(keepsStructure && structuredContent !== undefined ? { structuredContent } : {}),
    content: [
      { type: 'text', text: `${told}\n${note}` },
      { type: 'resource_link', uri, name: 'The whole result', mimeType: 'text/plain' },
      ...blocks.filter((block) => textOf(block) === undefined),
    ],
  }
}

function textOf({ type, text }: Block): string | undefined {
  return type === 'text' && typeof text === 'string' ? text : undefined
}

/** The longest start that fits, as bisection finds it; no character is cut in two. */
function fittingStart(
  text: string,
  { counter, maxTokens }: { counter: TokenCounter; maxTokens: number },
): string {
  let fits = 0
  let over = text.length + 1
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2)
    if (counter.count(text.slice(0, middle)) <= maxTokens) fits = middle
    else over = middle
  }
  return text.slice(0, fits).replace(/[\uD800-\uDBFF]$/, '')
}
