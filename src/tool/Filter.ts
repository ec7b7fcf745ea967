import picomatch from 'picomatch'
import { CribError } from '../errors.js'
import { showValue } from '../text/showValue.js'
import type { Tool } from './Tool.js'

/** Include and exclude patterns; `*` matches any characters, slashes too. `exclude` wins. */
export interface GlobRules {
  /** Only what matches one of these. Default: everything. */
  include?: readonly string[] | undefined
  /** Never what matches one of these. Default: nothing. */
  exclude?: readonly string[] | undefined
}

/** Which tools may be ranked at all. Globs match the tool id (`server/name`), for example `github/*`. */
export interface Filter extends GlobRules {
  /** Further rules for single servers, by server key; their globs match the tool name alone. */
  servers?: Readonly<Record<string, GlobRules>> | undefined
}

/** Longest accepted pattern, in characters: longer ones only cost time. */
const MAX_PATTERN = 1000

/** What a filter looks at. */
export type Filtered = Pick<Tool, 'id' | 'name' | 'server'>

/** Turns a filter into a test; undefined when it lets everything pass. Throws `glob-invalid`. */
export function compileFilter(filter: Filter): ((tool: Filtered) => boolean) | undefined {
  const byId = compileRules(filter)
  const byServer = new Map(
    Object.entries(filter.servers ?? {}).map(([server, rules]) => [server, compileRules(rules)]),
  )
  if (byId === undefined && byServer.size === 0) return undefined
  return (tool) => {
    if (byId !== undefined && !byId(tool.id)) return false
    const rules = tool.server === undefined ? undefined : byServer.get(tool.server)
    return rules === undefined || rules(tool.name)
  }
}

function compileRules(rules: GlobRules): ((text: string) => boolean) | undefined {
  // Rules of a server named __proto__ come here unchecked: the schema of the options does not see that key.
  if (typeof rules !== 'object' || rules === null) throw invalidGlob(rules)
  if (rules.include === undefined && rules.exclude === undefined) return undefined
  const included = rules.include === undefined ? () => true : compileGlobs(rules.include)
  const excluded = rules.exclude === undefined ? () => false : compileGlobs(rules.exclude)
  return (text) => included(text) && !excluded(text)
}

function compileGlobs(globs: readonly string[]): (text: string) => boolean {
  if (!Array.isArray(globs)) throw invalidGlob(globs)
  const matchers = globs.map(compileGlob)
  return (text) => matchers.some((matches) => matches(text))
}

function compileGlob(pattern: string): (text: string) => boolean {
  if (typeof pattern !== 'string' || pattern === '' || pattern.length > MAX_PATTERN)
    throw invalidGlob(pattern)
  return picomatch(pattern, { bash: true, dot: true, nonegate: true })
}

function invalidGlob(pattern: unknown): CribError {
  const message = `The pattern ${showValue(pattern)} is empty, too long or not text. Give a glob such as "github/*".`
  return new CribError('glob-invalid', message, { details: { pattern } })
}
