import type { ModelPrices } from '../tokens/prices/ModelPrices.js'
import type { Conversation } from './Conversation.js'
import type { ToolCosts } from './ToolCosts.js'

/**
 * The ways to give an agent its tools:
 * - `everything`: all definitions in every request;
 * - `fixed`: one selection for the first task, kept;
 * - `per-turn`: a selection anew in every turn, in place of the one before;
 * - `append`: what a new task needs is put at the end of the list of tools;
 * - `append-inline`: it is added in the conversation, behind the cached prefix;
 * - `meta-tools`: three constant tools: search, describe, call;
 * - `deferred`: all definitions are given to the provider, which loads what its search finds.
 */
export const POLICY_NAMES = [
  'everything',
  'fixed',
  'per-turn',
  'append',
  'append-inline',
  'meta-tools',
  'deferred',
] as const

/** One of {@link POLICY_NAMES}. */
export type PolicyName = (typeof POLICY_NAMES)[number]

/** A piece of the list of tools. */
export interface ToolBlock {
  /** Blocks of one id hold the same text. */
  readonly id: string
  /** Tokens, an integer from 0. */
  readonly tokens: number
}

/** What a policy's costs depend on. */
export interface PolicyInput {
  readonly conversation: Conversation
  readonly tools: ToolCosts
  readonly model: ModelPrices
}

/**
 * Where a policy puts which tokens. The closed form and the simulation both read it, and share nothing else. Turns count
 * from 1.
 */
export interface Policy {
  readonly name: PolicyName
  /** True where toolcrib chooses the tools. */
  readonly selects: boolean
  /** True where the list of tools is the same in every conversation. */
  readonly constant: boolean
  /** Why the model's provider does not offer it; undefined where it does. */
  unavailable(model: ModelPrices): string | undefined
  /** The list of tools of a turn, in its order. */
  blocks(turn: number, input: PolicyInput): readonly ToolBlock[]
  /** Tokens of definitions that are added in the conversation with the user's message of a turn. */
  inline(turn: number, input: PolicyInput): number
  /** Requests for tools before the work of a turn, each with the tokens of its answer, which stays. */
  lookups(turn: number, input: PolicyInput): readonly number[]
}
