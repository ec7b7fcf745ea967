import { exchangeOf } from './exchange.js'
import type { Fields } from './fields.js'
import type { LogReader } from './LogFormat.js'
import type { LogEvent, LogTurn } from './LogTurn.js'
import { RecentMap } from './RecentMap.js'
import { recentEvents, turnsOf } from './turnsOf.js'

/** How an API's requests and responses are read. */
export interface ExchangeApi {
  /** What the conversation of a request tells. */
  eventsOfRequest(request: Fields): LogEvent[]
  /** What the model did in a response. */
  eventsOfResponse(response: Fields): LogEvent[]
  /** Key of the conversation that a request goes on with, where the provider keeps it. */
  continues(request: Fields): string | undefined
  /** Keys under which later requests can go on with this exchange. */
  keysOf(request: Fields | undefined, response: Fields | undefined): string[]
}

/** Halves of exchanges that wait for the other, and conversations that can be gone on with. */
const MAX_WAITING = 50_000
const MAX_KEPT = 10_000

/** Reads logs of an API that answers requests with responses. */
export class ExchangeReader implements LogReader {
  readonly #api: ExchangeApi
  readonly #requests = new RecentMap<{ events: readonly LogEvent[]; request: Fields }>(MAX_WAITING)
  readonly #responses = new RecentMap<readonly LogEvent[]>(MAX_WAITING)
  readonly #kept = new RecentMap<readonly LogEvent[]>(MAX_KEPT)

  constructor(api: ExchangeApi) {
    this.#api = api
  }

  read(record: Fields): LogTurn[] {
    const { id, request, response } = exchangeOf(record)
    const answered = response === undefined ? [] : this.#api.eventsOfResponse(response)
    if (request === undefined) return this.#readResponse(id, { response, answered })
    const asked = this.#asked(request)
    const waiting = id === undefined || response !== undefined ? undefined : this.#responses.get(id)
    if (id !== undefined && response === undefined) {
      // Only what later records need: a request may be megabytes of tools.
      const { conversation } = request
      this.#requests.set(id, { events: recentEvents(asked), request: { conversation } })
    }
    return this.#keep([...asked, ...answered, ...(waiting ?? [])], this.#api.keysOf(request, response))
  }

  end(): LogTurn[] {
    return []
  }

  #readResponse(
    id: string | undefined,
    { response, answered }: { response: Fields | undefined; answered: readonly LogEvent[] },
  ): LogTurn[] {
    const asked = id === undefined ? undefined : this.#requests.get(id)
    if (asked === undefined) {
      if (id !== undefined && answered.length > 0) {
        this.#responses.set(id, answered)
        return []
      }
      return turnsOf(answered)
    }
    return this.#keep([...asked.events, ...answered], this.#api.keysOf(asked.request, response))
  }

  #asked(request: Fields): LogEvent[] {
    const key = this.#api.continues(request)
    const before = key === undefined ? undefined : this.#kept.get(key)
    return [...(before ?? []), ...this.#api.eventsOfRequest(request)]
  }

  #keep(events: readonly LogEvent[], keys: readonly string[]): LogTurn[] {
    const recent = keys.length === 0 ? [] : recentEvents(events)
    for (const key of keys) this.#kept.set(key, recent)
    return turnsOf(events)
  }
}
