import { randomUUID } from 'node:crypto'
import { canonicalJson } from '../../../hash.js'
import { showValue } from '../../../text/showValue.js'
import type { Tool } from '../../../tool/Tool.js'
import { oneLine } from '../../oneLine.js'
import type { Peer } from '../../relay/Peer.js'
import { readTicket, signTicket } from '../../relay/parkState.js'
import type { Visit } from '../face/Visit.js'
import { hintsOf } from './toolHints.js'

/** Characters of the arguments that the user is shown. */
const SHOWN_ARGUMENTS = 500
/** Milliseconds that the user of a client of 2026 has to answer. */
const ANSWER_MS = 600_000
/** Name of the question in an answer of 2026. */
const QUESTION = 'toolcrib-confirm'

/** How a state of ours begins; no server is sent one. */
const OURS = 'toolcrib-confirm.'

/** The request as it may go on, or what is answered instead. */
export type Confirmation =
  | { visit: Visit }
  | { refusal: string; isUnknown: false }
  | { result: Record<string, unknown> }

/**
 * Asks the user whether a tool may be called, by elicitation, where `confirm` wants that of the tool. A client that cannot
 * ask is refused: who wants to be asked does not want calls that nobody was asked about.
 */
export async function confirmCall(tool: Tool, args: unknown, visit: Visit): Promise<Confirmation> {
  const { peer, signal } = visit
  if (isFree(tool, visit)) return { visit }
  if (!canAsk(peer)) {
    const refusal = `${showValue(tool.id)} has to be confirmed by the user (\`confirm\` is "destructive"), and this client cannot ask. It was not called.`
    return { refusal, isUnknown: false }
  }
  const shown = oneLine(JSON.stringify(args ?? {}), SHOWN_ARGUMENTS)
  const params = {
    mode: 'form',
    message: `Call ${tool.id} with ${shown}? It may change or delete things.`,
    requestedSchema: { type: 'object', properties: {} },
  }
  if (peer.era === 'modern') return confirmLater(tool, { args, params }, visit)
  const answer = await peer.request!('elicitation/create', params, { signal })
  return answer['action'] === 'accept' ? { visit } : refused(tool)
}

/**
 * In 2026 the question is an answer, and the retry brings what the user said. A retry with a state that is not ours goes on
 * with a call that was confirmed before: its server asked something more.
 */
function confirmLater(
  tool: Tool,
  { args, params }: { args: unknown; params: Record<string, unknown> },
  visit: Visit,
): Confirmation {
  const { gateway, peer, requestState, inputResponses } = visit
  const said = inputResponses?.[QUESTION]
  if (requestState?.startsWith(OURS) === false) return { visit }
  const request = canonicalJson([tool.id, args ?? {}])
  const binding = { key: gateway.confirmKey, context: peer.context, request }
  const ticket = requestState === undefined ? undefined : readTicket(requestState.slice(OURS.length), binding)
  if (ticket === undefined || ticket.expires < Date.now() || said === undefined) {
    const state = signTicket({ id: randomUUID(), expires: Date.now() + ANSWER_MS }, binding)
    const inputRequests = { [QUESTION]: { method: 'elicitation/create', params } }
    return { result: { resultType: 'input_required', inputRequests, requestState: `${OURS}${state}` } }
  }
  const isAccepted = typeof said === 'object' && said !== null && Reflect.get(said, 'action') === 'accept'
  // The server is to see the call as if nobody had asked.
  return isAccepted
    ? { visit: { ...visit, inputResponses: undefined, requestState: undefined } }
    : refused(tool)
}

function refused({ id }: Tool): Confirmation {
  return { refusal: `The user did not allow the call of ${showValue(id)}.`, isUnknown: false }
}

/** Whether a tool needs no asking: nobody wants it, it only reads, or a trusted server calls it harmless. */
function isFree(tool: Tool, { gateway }: Visit): boolean {
  const { isReadOnly, options } = gateway.parts
  if (options.confirm !== 'destructive' || isReadOnly(tool)) return true
  return (
    options.trusted?.includes(tool.server!) === true && hintsOf(tool.definition)['destructiveHint'] === false
  )
}

/** A client that names no mode of elicitation can show forms. */
function canAsk({ era, request, capabilities: { elicitation } }: Peer): boolean {
  if (elicitation === undefined || (era === 'legacy' && request === undefined)) return false
  return elicitation.form !== undefined || elicitation.url === undefined
}
