import type { Section } from '../tokens/prices/ModelPrices.js'
import { type Bill, emptyBill } from './Bill.js'
import { cacheTerms } from './CacheTerms.js'
import type { Policy, PolicyInput } from './Policy.js'
import { PrefixCache, type Segment } from './PrefixCache.js'

/**
 * Holds a conversation under a policy request by request: every prompt is put together from its pieces, looked up in a
 * cache that has kept the prompts before, and billed piece by piece. Slower than `conversationBill` and independent of it.
 */
export function simulateConversation(policy: Policy, input: PolicyInput): Bill {
  const simulation = new Simulation(policy, input)
  for (let turn = 1; turn <= input.conversation.turns; turn++) simulation.turn(turn)
  return simulation.bill
}

class Simulation {
  readonly bill: Bill = emptyBill()
  readonly #policy: Policy
  readonly #input: PolicyInput
  readonly #cache: PrefixCache
  readonly #write: number
  readonly #least: number
  readonly #messages: Segment[] = []
  #tools: Segment[] = []
  #clock = 0
  #written = 0

  constructor(policy: Policy, input: PolicyInput) {
    const { conversation, model } = input
    const terms = cacheTerms(model, conversation)
    this.#policy = policy
    this.#input = input
    this.#write = terms.write
    this.#least = terms.least
    this.#cache = new PrefixCache({ ...terms, toolsMatch: model.toolsMatch })
    this.#say(conversation.historyTokens)
    if (conversation.sharedPrefix) this.#cache.write(this.#alike(), Number.POSITIVE_INFINITY)
  }

  turn(turn: number): void {
    const { conversation } = this.#input
    if (turn > 1) this.#clock += conversation.secondsBetweenTurns
    this.#tools = this.#toolsOf(turn)
    this.#say(conversation.userTokens)
    this.#say(this.#policy.inline(turn, this.#input))
    for (const answer of this.#policy.lookups(turn, this.#input)) this.#call(answer)
    for (let call = 0; call < conversation.toolCallsPerTurn; call++) this.#call(conversation.toolResultTokens)
    this.#request(conversation.outputTokens)
  }

  #call(answer: number): void {
    this.#request(this.#input.conversation.callTokens)
    this.#say(answer)
    this.#clock += this.#input.conversation.secondsPerRequest
  }

  #request(output: number): void {
    const { model } = this.#input
    const prompt = this.#prompt()
    const length = prompt.reduce((sum, { tokens }) => sum + tokens, 0)
    const long = model.longContext !== null && length > model.longContext.above
    const factors = long ? model.longContext! : { input: 1, output: 1 }
    const read = this.#cache.read(prompt, this.#clock)
    this.#cache.write(prompt, this.#clock)
    for (const [at, { tokens }] of prompt.entries()) {
      const [kind, price] = this.#priced(at < read, length)
      this.bill[kind] += tokens
      this.bill.usd += (tokens * price * factors.input) / 1e6
    }
    this.bill.output += output
    this.bill.usd += (output * model.output * factors.output) / 1e6
    this.bill.requests += 1
    this.#say(output)
  }

  #priced(read: boolean, length: number): ['cached' | 'written' | 'uncached', number] {
    const { cacheRead, input } = this.#input.model
    if (read) return ['cached', cacheRead]
    return length >= this.#least ? ['written', this.#write] : ['uncached', input]
  }

  /** Adds to the messages. */
  #say(tokens: number): void {
    if (tokens > 0) this.#messages.push({ section: 'messages', id: `message ${this.#written++}`, tokens })
  }

  #prompt(): Segment[] {
    const sections = { tools: this.#tools, system: this.#system(), messages: this.#messages }
    return this.#input.model.order.flatMap((section: Section) => sections[section])
  }

  #system(): Segment[] {
    const tokens = this.#input.conversation.systemTokens
    return tokens > 0 ? [{ section: 'system', id: 'system', tokens }] : []
  }

  #toolsOf(turn: number): Segment[] {
    const { toolPrompt } = this.#input.model
    const blocks = [{ id: 'tool prompt', tokens: toolPrompt }, ...this.#policy.blocks(turn, this.#input)]
    return blocks
      .filter(({ tokens }) => tokens > 0)
      .map(({ id, tokens }) => ({ section: 'tools', id: `tools: ${id}`, tokens }))
  }

  /** The beginning that prompts of other conversations have in common with those of this one. */
  #alike(): Segment[] {
    const system = this.#system()
    if (!this.#policy.constant) return this.#input.model.order[0] === 'system' ? system : []
    const tools = this.#toolsOf(1)
    return this.#input.model.order[0] === 'system' ? [...system, ...tools] : [...tools, ...system]
  }
}
