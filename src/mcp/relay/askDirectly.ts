import { type ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/client'
import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import { pause } from '../pause.js'
import type { Caller } from '../upstream/Caller.js'
import { refusal } from '../upstream/refusal.js'
import { type InputRequired, isInputRequired } from './isInputRequired.js'
import { legacyResult } from './legacyResult.js'
import { missingCapability } from './missingCapability.js'
import { Notes, withoutProgressToken } from './Notes.js'
import type { Peer } from './Peer.js'
import type { Raw, RelayCall } from './RelayCall.js'
import { sendCall } from './sendCall.js'

/** Rounds of input after which a server is held to ask for ever. */
const MAX_ROUNDS = 32
/** Milliseconds before a request is sent again whose server asked for nothing but that; doubles up to 16 times that. */
const AGAIN_MS = 250

/**
 * Relays a call of a client of 2025, which is asked at once whatever the server wants to know: by a server of 2025 with
 * requests of its own, by one of 2026 with results after which the call is sent again.
 */
export async function askDirectly(call: RelayCall, request: NonNullable<Peer['request']>): Promise<Raw> {
  const { peer, method, signal } = call
  const notes = new Notes(peer, call.params)
  const caller: Caller = {
    identity: peer.caller ?? peer.context,
    capabilities: peer.capabilities,
    logLevel: peer.logLevel,
    ask: async (asked) => {
      const required = missingCapability(asked, peer.capabilities)
      if (required !== undefined) throw refusedAs(unsupported(call, { method: asked.method, required }), peer)
      await notes.sent()
      const both = { signal: AbortSignal.any([signal, asked.signal]) }
      return await request(asked.method, asked.params === undefined ? undefined : { ...asked.params }, both)
    },
    tell: (told, params) => notes.tell(told, params),
  }
  const params = withoutProgressToken(call.params)
  const how = { caller, signal, onProgress: notes.onProgress }
  let answers: Raw = {}
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = await sendCall(call, { ...params, ...answers }, how)
    if (!isInputRequired(result)) {
      await notes.sent()
      return legacyResult(method, result)
    }
    answers = await fulfil(result, { call, caller, round })
  }
  throw endless(call)
}

/** What the next try carries: the client's answers, and the server's state as it came. */
async function fulfil(
  { inputRequests = {}, requestState }: InputRequired,
  { call, caller, round }: { call: RelayCall; caller: Caller; round: number },
): Promise<Raw> {
  const asked = Object.entries(inputRequests)
  if (asked.length === 0) await pause(AGAIN_MS * 2 ** Math.min(round, 4), { signal: call.signal })
  for (const [, input] of asked) {
    const required = missingCapability(input, caller.capabilities)
    if (required !== undefined) throw unsupported(call, { method: input.method, required })
  }
  // Where one is refused, the others need no answer.
  const rest = new AbortController()
  try {
    const answered = await Promise.all(
      asked.map(async ([key, { method, params }]) => {
        return [key, await caller.ask({ method, params, signal: rest.signal })] as const
      }),
    )
    return {
      ...(asked.length === 0 ? {} : { inputResponses: Object.fromEntries(answered) }),
      ...(requestState === undefined ? {} : { requestState }),
    }
  } finally {
    rest.abort()
  }
}

/** As a client answers by itself: it does not know the method, or not what the params ask for. */
function refusedAs(error: CribError, { capabilities }: Peer): ProtocolError {
  const [needed] = Object.keys(error.details['required'] as object)
  const isKnown = needed !== undefined && needed in capabilities
  return refusal(error, isKnown ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.MethodNotFound)
}

function unsupported(call: RelayCall, what: { method: string; required: object }): CribError {
  const { key } = call.upstream
  const message = `Server "${key}" asks for ${showValue(what.method)}, which this client cannot do: it did not declare ${JSON.stringify(what.required)}. Use a client that does.`
  return new CribError('relay-unsupported', message, { details: { server: key, ...what } })
}

function endless({ upstream: { key }, method }: RelayCall): CribError {
  const message = `Server "${key}" asked for input ${MAX_ROUNDS} times and did not finish ${method}. Report this to its author.`
  return new CribError('relay-endless', message, { details: { server: key, method, rounds: MAX_ROUNDS } })
}
