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
  readonly #responses = new RecentMap<{ events: readonly LogEvent[]; source: string }>(MAX_WAITING)
  readonly #kept = new RecentMap<readonly LogEvent[]>(MAX_KEPT)

  constructor(api: ExchangeApi) {
    this.#api = api
  }

  read(record: Fields, source: string): LogTurn[] {
    const { id, request, response } = exchangeOf(record)
    const answered = response === undefined ? [] : this.#api.eventsOfResponse(response)
    if (request === undefined) return this.#readResponse({ id, response, answered, source })
    const key = this.#api.continues(request)
    const before = (key === undefined ? undefined : this.#kept.get(key)) ?? []
    const asked = [...before, ...this.#api.eventsOfRequest(request)]
    const waited = id === undefined || response !== undefined ? [] : this.#await(id, { asked, request })
    const events = [...asked, ...answered, ...waited]
    this.#keep(events, this.#api.keysOf(request, response))
    return turnsAfter(before, events, source)
  }

  end(): LogTurn[] {
    return [...this.#responses.values()].flatMap(({ events, source }) => turnsOf(events, source))
  }

  /** What a response does that came before its request; else the request is kept for it. */
  #await(id: string, { asked, request }: { asked: LogEvent[]; request: Fields }): readonly LogEvent[] {
    const response = this.#responses.get(id)
    if (response !== undefined) {
      this.#responses.delete(id)
      return response.events
    }
    // Only what the response needs: a request may be megabytes of tools.
    const { conversation } = request
    this.#requests.set(id, { events: recentEvents(asked), request: { conversation } })
    return []
  }

  #readResponse(read: {
    id: string | undefined
    response: Fields | undefined
    answered: readonly LogEvent[]
    source: string
  }): LogTurn[] {
    const { id, response, answered, source } = read
    const asked = id === undefined ? undefined : this.#requests.get(id)
    if (asked !== undefined) {
      const events = [...asked.events, ...answered]
      this.#keep(events, this.#api.keysOf(asked.request, response))
      return turnsAfter(asked.events, events, source)
    }
    if (id === undefined || answered.length === 0) return turnsOf(answered, source)
    const gone = this.#responses.set(id, { events: answered, source })
    return gone === undefined ? [] : turnsOf(gone.events, gone.source)
  }

  #keep(events: readonly LogEvent[], keys: readonly string[]): void {
    if (keys.length === 0) return
    const recent = recentEvents(events)
    for (const key of keys) this.#kept.set(key, recent)
  }
}

/** The turns that are new since `before`, and its last, which goes on. Earlier ones were told with their whole history. */
function turnsAfter(before: readonly LogEvent[], events: readonly LogEvent[], source: string): LogTurn[] {
  return turnsOf(events, source).slice(Math.max(0, turnsOf(before, source).length - 1))
}
