import { randomUUID } from 'node:crypto'
import { contentHash } from '../../../hash.js'
import { showValue } from '../../../text/showValue.js'
import type { Tool } from '../../../tool/Tool.js'
import { oneLine } from '../../oneLine.js'
import type { Visit } from '../face/Visit.js'

/** Characters of the arguments that the user is shown. */
const SHOWN_ARGUMENTS = 500
/** Questions that are remembered; a client need not come back with an answer. */
const MAX_ASKED = 1_000
/** Key under which a client of 2026 answers. */
const KEY = 'toolcrib-confirm'

/**
 * What is to be done with a call: go on, with the visit without what answered our own question; tell the model why not; or
 * ask the client of 2026 with this result.
 */
export type Confirmation = { go: Visit } | { refusal: string } | { ask: Record<string, unknown> }

/**
 * Asks users whether a tool may be called, by elicitation. A client that cannot ask is refused: who wants to be asked does
 * not want calls that nobody was asked about.
 */
export class Confirmations {
  /** Calls that a client of 2026 was asked about, by the state that it got. */
  readonly #asked = new Map<string, string>()
  /** Calls that were allowed and have not ended: their server may want to know something, too. */
  readonly #allowed = new Set<string>()

  async confirm(tool: Tool, args: unknown, visit: Visit): Promise<Confirmation> {
    const { peer, signal, inputResponses, requestState } = visit
    const call = callKey(tool, args, visit)
    if (this.#allowed.has(call)) return { go: visit }
    if (peer.capabilities.elicitation === undefined)
      return {
        refusal: `${showValue(tool.id)} has to be confirmed by the user (\`confirm\` is "destructive"), and this client cannot ask. It was not called.`,
      }
    const question = questionOf(tool, args)
    if (peer.request !== undefined)
      return judged(tool, await peer.request('elicitation/create', question, { signal }), visit)
    if (requestState !== undefined && this.#asked.get(requestState) === call) {
      this.#asked.delete(requestState)
      const fresh = { ...visit, inputResponses: undefined, requestState: undefined }
      const verdict = judged(tool, inputResponses?.[KEY], fresh)
      if ('go' in verdict) this.#allowed.add(call)
      return verdict
    }
    return { ask: this.#ask(call, question) }
  }

  /** Forgets that a call was allowed: it has ended. */
  ended(tool: Tool, args: unknown, visit: Visit): void {
    this.#allowed.delete(callKey(tool, args, visit))
  }

  #ask(call: string, params: object): Record<string, unknown> {
    const requestState = `toolcrib-confirm ${randomUUID()}`
    this.#asked.set(requestState, call)
    if (this.#asked.size > MAX_ASKED) this.#asked.delete(this.#asked.keys().next().value!)
    const inputRequests = { [KEY]: { method: 'elicitation/create', params } }
    return { resultType: 'input_required', inputRequests, requestState }
  }
}

function judged(tool: Tool, answer: unknown, visit: Visit): Confirmation {
  const isAllowed =
    typeof answer === 'object' && answer !== null && Reflect.get(answer, 'action') === 'accept'
  return isAllowed ? { go: visit } : { refusal: `The user did not allow the call of ${showValue(tool.id)}.` }
}

function callKey(tool: Tool, args: unknown, { peer }: Visit): string {
  return contentHash([peer.context, tool.hash, args ?? null])
}

function questionOf(tool: Tool, args: unknown): Record<string, unknown> {
  const shown = oneLine(JSON.stringify(args ?? {}), SHOWN_ARGUMENTS)
  return {
    mode: 'form',
    message: `Call ${tool.id} with ${shown}? It may change or delete things.`,
    requestedSchema: { type: 'object', properties: {} },
  }
}
