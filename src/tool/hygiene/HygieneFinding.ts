import type { HygieneRule } from './HYGIENE_RULES.js'

/** One thing about a tool's definition that is worth mending. All texts are plain sentences. */
export interface HygieneFinding {
  rule: HygieneRule
  /** Key of the tool's server; null without one. */
  server: string | null
  /** Id of the tool. */
  tool: string
  /** Ids of the other tools that it is about (copies, tools of the same name), in code unit order; mostly empty. */
  others: readonly string[]
  /** What was found, with the value. */
  what: string
  /** Why it matters. */
  why: string
  /** What to do about it. */
  advice: string
  /** How much mending it is worth, above 0 to 10: the weight of the rule, less where little of the tool is concerned. */
  worth: number
}

/** What a rule has found. */
export interface Found {
  rule: HygieneRule
  what: string
  /** How much of the tool is concerned, 0 to 1. Default 1. */
  extent?: number
  /** Default: none. */
  others?: readonly string[]
}
