import { ProtocolError } from '@modelcontextprotocol/server'
import { protocolErrorOf } from '../../relay/protocolErrorOf.js'
import { methodsOf } from './methodsOf.js'
import type { Visit } from './Visit.js'

/** JSON-RPC: no such method. */
const METHOD_NOT_FOUND = -32601

/** Answers one request of a client, and counts it. Rejects with the error that the client is to get. */
export async function answerVisit(visit: Visit): Promise<Record<string, unknown>> {
  const { gateway, profile, method } = visit
  const table = methodsOf(profile)
  const answer = Object.hasOwn(table, method) ? table[method] : table['*']
  if (answer === undefined) throw new ProtocolError(METHOD_NOT_FOUND, 'Method not found')
  const began = performance.now()
  let ok = false
  try {
    const result = await answer(visit)
    ok = result['isError'] !== true
    return result
  } catch (error) {
    throw protocolErrorOf(error)
  } finally {
    gateway.metrics.note({ what: method, ms: performance.now() - began, ok })
  }
}
