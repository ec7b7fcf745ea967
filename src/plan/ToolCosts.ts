/** Tokens of the tools of a catalog, by what is shown of them. Integers from 0 to 10 million. */
export interface ToolCosts {
  /** All definitions, as one list. */
  readonly all: number
  /** The definitions of one selection. Never more than `all` is counted. */
  readonly selected: number
  /** Names and descriptions of all tools. */
  readonly described: number
  /** Definitions that a new task adds to a list that only grows. Default `selected`. */
  readonly appended: number
  /** Definitions that one search at the provider loads. Default `selected`. */
  readonly found: number
  /** The three meta-tools: search, describe, call. Default 400. */
  readonly meta: number
  /** The search tool that a provider's loading on demand needs. Default 150. */
  readonly searchTool: number
  /** Answer of the meta-tool search. Default 600. */
  readonly searchAnswer: number
  /** Answer of the meta-tool describe. Default 900. */
  readonly describeAnswer: number
}

/** The costs that only a count of the catalog tells, and any of the others. */
export type ToolCostsInput = Pick<ToolCosts, 'all' | 'selected' | 'described'> & {
  readonly [Key in keyof ToolCosts]?: ToolCosts[Key] | undefined
}

/** Fills in what was not given. */
export function completeToolCosts(input: ToolCostsInput): ToolCosts {
  const { all, selected, described } = input
  return {
    all,
    selected,
    described,
    appended: input.appended ?? selected,
    found: input.found ?? selected,
    meta: input.meta ?? 400,
    searchTool: input.searchTool ?? 150,
    searchAnswer: input.searchAnswer ?? 600,
    describeAnswer: input.describeAnswer ?? 900,
  }
}
