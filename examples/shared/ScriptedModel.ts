import { loadTokenCounter, type TokenCounter } from 'toolcrib'

/** A tool as every model API takes it: these three fields, under the API's own names. */
export interface OfferedTool {
  name: string
  description?: string | undefined
  inputSchema: object
}

/** One message of the conversation; `tool` holds the result of a call. */
export interface Message {
  role: 'user' | 'assistant' | 'tool'
  content: string
}

/** What the model does in one turn when all goes well: it says something, and calls a tool or is finished. */
export interface Step {
  says: string
  /** The tool it needs: its name on its server. Default: none, the user's wish is fulfilled. */
  tool?: string
  arguments?: Readonly<Record<string, unknown>>
}

/** What the model answers: words, and a call unless it is finished. */
export interface Answer {
  says: string
  call?: { name: string; arguments: Record<string, unknown> }
}

/** What one turn put in front of the model. */
export interface Turn {
  /** How many tools it was offered. */
  tools: number
  /** Their tokens (o200k_base, JSON of the three fields of each), and those of what searches gave in this conversation. */
  tokens: number
  /** The tool that was called, `null` for none. */
  called: string | null
}

const SEARCH = 'search_tools'
const CALL = 'call_tool'

/**
 * Stands in for a language model, so that the examples need no key: it does the steps of a script, one a turn, and can
 * only call what it is offered. Where a tool that it needs is not there and it is offered a search, it searches for what
 * the user said last, and calls the tool if the result names it. Without a way it gives up, and the task stays undone.
 */
export class ScriptedModel {
  readonly turns: Turn[] = []
  readonly #steps: Step[]
  readonly #counter: TokenCounter
  /** Messages that searches gave. */
  readonly #searched = new WeakSet<Message>()

  private constructor(steps: readonly Step[], counter: TokenCounter) {
    this.#steps = [...steps]
    this.#counter = counter
  }

  /** Makes one that does these steps. */
  static async create(steps: readonly Step[]): Promise<ScriptedModel> {
    return new ScriptedModel(steps, await loadTokenCounter('o200k_base'))
  }

  /** One turn: reads the last message, takes what is offered, and says what to call. */
  answer(messages: readonly Message[], tools: readonly OfferedTool[]): Answer {
    const last = messages.at(-1)
    if (last !== undefined && this.turns.at(-1)?.called === SEARCH) this.#searched.add(last)
    const found = messages.filter((message) => this.#searched.has(message)).map(({ content }) => content)
    const offered = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))
    const wish = messages.findLast(({ role }) => role === 'user')?.content ?? ''
    const names = offered.map(({ name }) => name)
    const answer = this.#next(names, { wish, found: found.join('\n') })
    this.turns.push({
      tools: offered.length,
      tokens: this.#counter.count(JSON.stringify(offered)) + this.#counter.count(found.join('\n')),
      called: answer.call?.name ?? null,
    })
    return answer
  }

  #next(offered: readonly string[], { wish, found }: { wish: string; found: string }): Answer {
    const [step = { says: 'Done.' }] = this.#steps
    const { says, tool } = step
    const input = { ...step.arguments }
    // Over several servers a tool is called `<server>__<tool>`.
    const direct = offered.find((name) => name === tool || name.endsWith(`__${tool}`))
    const named = found.match(new RegExp(`\\b(\\w+__)?${tool}\\b`))?.[0]
    if (tool === undefined || direct !== undefined) {
      this.#steps.shift()
      return direct === undefined ? { says } : { says, call: { name: direct, arguments: input } }
    }
    if (named !== undefined && offered.includes(CALL)) {
      this.#steps.shift()
      return { says, call: { name: CALL, arguments: { name: named, arguments: input } } }
    }
    if (offered.includes(SEARCH) && this.turns.at(-1)?.called !== SEARCH) {
      return { says: 'I look for a tool.', call: { name: SEARCH, arguments: { tasks: [wish] } } }
    }
    // Giving up is final: the rest of a script makes no sense without this step.
    this.#steps.splice(0)
    return { says: `I have no tool for this: ${says}` }
  }
}
