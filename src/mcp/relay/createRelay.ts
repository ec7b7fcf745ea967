import { askDirectly } from './askDirectly.js'
import { ParkedCall } from './ParkedCall.js'
import { Parks } from './Parks.js'
import type { Raw, RelayCall } from './RelayCall.js'

/** Options of a relay. */
export interface RelayOptions {
  /** Milliseconds that a call of a client of 2026 waits for its answer, 1 to 2,147,483,647. Default 600,000. */
  parkMs?: number | undefined
}

/** Sends requests to servers on behalf of clients, whichever protocol each of them speaks. */
export interface Relay {
  /**
   * The result as it came; for a client of 2026 perhaps one that asks for input, with the state to go on with. A client of
   * 2025 gets structured content that is no object as `{ result }`.
   *
   * @throws what the server answers as an error, as the SDK gives it, with its `code` and `data`; its `-32021` too where a
   * client of 2026 lacks what is asked. CribError `server-failed`, `aborted`, `relay-lost`, `relay-unsupported`,
   * `relay-endless`.
   */
  request(call: RelayCall): Promise<Raw>
  /** Calls that wait for their client. */
  readonly parked: number
  /** Ends the calls that wait, of one context or all. */
  end(context?: string): void
}

/** A relay of its own: what waits in one is unknown to another, as it is after a restart. */
export function createRelay({ parkMs = 600_000 }: RelayOptions = {}): Relay {
  const parks = new Parks({ parkMs })
  return {
    request: (call) => (call.peer.era === 'legacy' ? askDirectly(call) : parking(parks, call)),
    get parked() {
      return parks.size
    },
    end: (context) => parks.clear(context),
  }
}

async function parking(parks: Parks, call: RelayCall): Promise<Raw> {
  const { parked, halt } = await goOn(parks, call)
  if ('result' in halt) return halt.result
  return {
    resultType: 'input_required',
    inputRequests: halt.inputs,
    requestState: parks.put(parked, call),
  }
}

async function goOn(parks: Parks, call: RelayCall) {
  // A server of 2026 keeps its own state; one of 2025 has none, so what comes here is ours.
  const isOurs =
    call.requestState !== undefined && (await call.upstream.handshake(call.signal)).era === 'legacy'
  const parked = isOurs ? parks.take(call) : new ParkedCall(call)
  return { parked, halt: await (isOurs ? parked.resume(call) : parked.halt()) }
}
