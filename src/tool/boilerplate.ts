import type { ToolFields } from './toolFields.js'

/** What a server repeats on many of its tools, and which therefore tells none of them apart. */
export interface Boilerplate {
  /** Names of parameters. */
  parameters: ReadonlySet<string>
  /** Sentences of descriptions, trimmed. */
  sentences: ReadonlySet<string>
}

/** A server with fewer tools has no boilerplate: what three of eight tools share may well be their subject. */
const MIN_TOOLS = 10

/** Share of a server's tools above which a parameter or sentence counts as repeated. */
const MIN_SHARE = 0.3

/** Finds what stands on more than 30 % of the tools of one server; empty for a server of fewer than 10 tools. */
export function findBoilerplate(tools: readonly ToolFields[]): Boilerplate {
  if (tools.length < MIN_TOOLS) return { parameters: new Set(), sentences: new Set() }
  return {
    parameters: repeated(tools.map((tool) => tool.parameters.map((parameter) => parameter.name))),
    sentences: repeated(tools.map((tool) => sentences(tool.description))),
  }
}

/** A description cut at sentence ends and line ends, trimmed, without empty parts. */
export function sentences(description: string): string[] {
  return description
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 0)
}

function repeated(lists: readonly string[][]): Set<string> {
  const uses = new Map<string, number>()
  for (const list of lists) for (const item of new Set(list)) uses.set(item, (uses.get(item) ?? 0) + 1)
  return new Set([...uses].filter(([, count]) => count > MIN_SHARE * lists.length).map(([item]) => item))
}
