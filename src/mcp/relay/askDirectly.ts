import { CribError } from '../../errors.js'
import { pause } from '../pause.js'
import type { Caller } from '../upstream/Caller.js'
import { serverFailed } from '../upstream/serverFailed.js'
import { askPeer, refusedByPeer, unsupported } from './askPeer.js'
import { type InputRequired, isInputRequired } from './isInputRequired.js'
import { legacyResult } from './legacyResult.js'
import { Notes, withoutProgressToken } from './Notes.js'
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
export async function askDirectly(call: RelayCall): Promise<Raw> {
  const { peer, method, signal } = call
  const notes = new Notes(peer, call.params)
  const asking = { server: call.upstream.key, peer }
  const caller: Caller = {
    identity: peer.caller ?? peer.context,
    capabilities: peer.capabilities,
    logLevel: peer.logLevel,
    hearsUnasked: true,
    ask: async (request) => {
      const error = unsupported(request, asking)
      if (error !== undefined) throw refusedByPeer(error, peer)
      await notes.sent()
      return await askPeer({ ...request, signal: AbortSignal.any([signal, request.signal]) }, { peer })
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
  if (!asked.every(([, input]) => typeof input?.method === 'string')) throw odd(call)
  if (asked.length === 0) await pause(AGAIN_MS * 2 ** Math.min(round, 4), { signal: call.signal })
  for (const [, { method, params }] of asked) {
    const error = unsupported({ method, params }, { server: call.upstream.key, peer: call.peer })
    if (error !== undefined) throw error
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

function odd({ upstream: { key }, method }: RelayCall): CribError {
  const message = `asked for input to ${method} in a form that no protocol has. Report this to the server's author.`
  return serverFailed(key, { message, phase: 'call' })
}

function endless({ upstream: { key }, method }: RelayCall): CribError {
  const message = `Server "${key}" asked for input ${MAX_ROUNDS} times and did not finish ${method}. Report this to its author.`
  return new CribError('relay-endless', message, { details: { server: key, method, rounds: MAX_ROUNDS } })
}
