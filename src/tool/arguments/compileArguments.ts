import type { Tool } from '../Tool.js'

/** What is wrong with one argument. */
export interface ArgumentError {
  /** JSON pointer (RFC 6901) into the arguments; of a missing argument, where it should be. Empty for all of them. */
  path: string
  /** In plain words, with the value cut short: `must be string, is 12`. */
  message: string
  /** True where the check took too long: nothing is known of the arguments then. */
  unchecked?: true
}

/** A check of a tool's arguments against its full schema, or why there is none. */
export type CompiledArguments =
  | {
      ok: true
      /** Errors in the order in which the schema finds them, 10 at most; empty for valid arguments. Never throws. */
      validate(args: unknown): ArgumentError[]
    }
  | { ok: false; reason: string }

/** Checks that are kept. A compiled schema holds some ten kilobytes. */
const MAX_KEPT = 500

const kept = new Map<string, Promise<CompiledArguments>>()

/**
 * The check of a tool's arguments: always against the full schema, whatever level a model was shown. `$schema` chooses the
 * dialect (draft-06, draft-07, 2019-09, 2020-12); without it the schema is read as 2020-12, as MCP says, or as draft-07
 * where it is none. Formats that are not known are not checked, and no other document is ever fetched. A schema that
 * cannot be compiled, or not within 2 seconds, gives `ok: false`; arguments that cannot be checked within a quarter of a
 * second are an error of their own.
 *
 * The first call loads ajv; the 500 checks used last are kept by the tool's hash.
 */
export function compileArguments(tool: Tool): Promise<CompiledArguments> {
  const known = kept.get(tool.hash)
  const compiled = known ?? compiledBy(tool)
  // To the end: the first of the map is the one whose use lies back furthest.
  kept.delete(tool.hash)
  kept.set(tool.hash, compiled)
  if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!)
  // A load that failed once (a file that could not be read just then) may be tried again.
  compiled.catch(() => kept.delete(tool.hash))
  return compiled
}

async function compiledBy(tool: Tool): Promise<CompiledArguments> {
  const { compileWithAjv } = await import('./drivers/compileWithAjv.js')
  return compileWithAjv(tool.definition.inputSchema ?? { type: 'object' })
}
