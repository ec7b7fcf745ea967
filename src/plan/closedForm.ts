import { addBill, type Bill, emptyBill } from './Bill.js'
import { type CacheTerms, cacheTerms } from './CacheTerms.js'
import type { Policy, PolicyInput, ToolBlock } from './Policy.js'
import { type Run, runBill } from './runBill.js'

/** What the turns so far have left behind. */
interface Standing {
  /** Tokens of all messages. */
  messages: number
  /** Tokens of the last prompt; 0 before the first. */
  prompt: number
  blocks: readonly ToolBlock[]
}

/** A turn, and what it stands on. */
interface TurnInput {
  readonly turn: number
  readonly input: PolicyInput
  readonly standing: Standing
  readonly terms: CacheTerms
}

/**
 * What a conversation costs under a policy after each of its turns: the bill at index `n - 1` is that of the first `n`
 * turns. Sums, without any request being made: docs/plan.md has the formulas.
 *
 * @param turns - how many, 1 or more; need not be those of the conversation
 */
export function billsByTurn(policy: Policy, input: PolicyInput, turns: number): Bill[] {
  const terms = cacheTerms(input.model, input.conversation)
  const standing: Standing = { messages: input.conversation.historyTokens, prompt: 0, blocks: [] }
  const total = emptyBill()
  return Array.from({ length: turns }, (_, at) => {
    addBill(total, turnBill(policy, { turn: at + 1, input, standing, terms }))
    return { ...total }
  })
}

/** The bill of the whole conversation. */
export function conversationBill(policy: Policy, input: PolicyInput): Bill {
  return billsByTurn(policy, input, input.conversation.turns).at(-1)!
}

/** The bill of one turn; `standing` is moved on to its end. */
function turnBill(policy: Policy, at: TurnInput): Bill {
  const { conversation, model } = at.input
  const blocks = policy.blocks(at.turn, at.input)
  const head = model.toolPrompt + tokensOf(blocks) + conversation.systemTokens
  const shared = sharedTokens(policy, at.input, head)
  const first = head + at.standing.messages + conversation.userTokens + policy.inline(at.turn, at.input)
  const total = emptyBill()
  let prompt = first
  for (const run of runsOf(policy, at, { first, shared, entry: Math.max(shared, leftFor(blocks, at)) })) {
    addBill(total, runBill(run, model, at.terms))
    prompt = run.first + run.step * (run.count - 1)
  }
  Object.assign(at.standing, { prompt, blocks, messages: prompt - head + conversation.outputTokens })
  return total
}

/** The requests of a turn: those for tools, those that call tools, and the one that is answered to the user. */
function runsOf(
  policy: Policy,
  { turn, input, terms }: TurnInput,
  { first, shared, entry }: { first: number; shared: number; entry: number },
): Run[] {
  const { callTokens, toolResultTokens, toolCallsPerTurn, outputTokens, secondsPerRequest } =
    input.conversation
  const steady = secondsPerRequest <= terms.ttlSeconds ? undefined : shared
  const step = callTokens + toolResultTokens
  const runs: Run[] = []
  let next = { first, entry }
  const add = (run: Pick<Run, 'step' | 'count' | 'output'>) => {
    if (run.count === 0) return
    runs.push({ ...run, ...next, steady })
    const last = next.first + run.step * (run.count - 1)
    next = { first: last + run.step, entry: steady ?? last }
  }
  for (const answer of policy.lookups(turn, input))
    add({ step: callTokens + answer, count: 1, output: callTokens })
  add({ step, count: toolCallsPerTurn, output: callTokens })
  add({ step: 0, count: 1, output: outputTokens })
  return runs
}

/** Leading tokens of a turn's first prompt that the turn before has left in the cache. */
function leftFor(blocks: readonly ToolBlock[], { input, standing, terms }: TurnInput): number {
  const { conversation, model } = input
  if (standing.prompt === 0 || conversation.secondsBetweenTurns > terms.ttlSeconds) return 0
  const common = commonBlocks(standing.blocks, blocks)
  if (common === blocks.length && common === standing.blocks.length) return standing.prompt
  const before = model.order[0] === 'system' ? conversation.systemTokens : 0
  if (model.toolsMatch === 'whole') return before
  return before + model.toolPrompt + tokensOf(blocks.slice(0, common))
}

/** Leading tokens that other conversations keep in the cache. */
function sharedTokens(policy: Policy, { conversation, model }: PolicyInput, head: number): number {
  if (!conversation.sharedPrefix) return 0
  if (policy.constant) return head
  return model.order[0] === 'system' ? conversation.systemTokens : 0
}

function commonBlocks(before: readonly ToolBlock[], after: readonly ToolBlock[]): number {
  const differing = after.findIndex(({ id }, at) => before[at]?.id !== id)
  return differing === -1 ? after.length : differing
}

function tokensOf(blocks: readonly ToolBlock[]): number {
  return blocks.reduce((sum, { tokens }) => sum + tokens, 0)
}
