/** What was done with a request. */
export interface Outcome {
  /** Method. */
  what: string
  /** Milliseconds until the answer. */
  ms: number
  ok: boolean
}

/** Upper bounds of the histogram, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Methods that are counted apart. A pass-through profile takes any, and a scraper keeps every name that it ever saw. */
const MAX_WHAT = 50

interface Counts {
  buckets: number[]
  seconds: number
  all: number
  errors: number
}

/** Counts what a gateway did, for a scraper. Text format of Prometheus, version 0.0.4. */
export class Metrics {
  readonly #byWhat = new Map<string, Counts>()
  #saved = 0

  note({ what: method, ms, ok }: Outcome): void {
    const what = this.#byWhat.has(method) || this.#byWhat.size < MAX_WHAT ? method : 'other'
    const counts = this.#byWhat.get(what) ?? { buckets: BOUNDS.map(() => 0), seconds: 0, all: 0, errors: 0 }
    this.#byWhat.set(what, counts)
    const seconds = ms / 1000
    counts.all += 1
    counts.seconds += seconds
    if (!ok) counts.errors += 1
    for (const [at, bound] of BOUNDS.entries()) if (seconds <= bound) counts.buckets[at]! += 1
  }

  /** Tokens that a client was spared, or with less than 0 was given besides its list. */
  save(tokens: number): void {
    this.#saved += tokens
  }

  /** @param servers State of each server, by key. */
  text(servers: ReadonlyMap<string, string>): string {
    const rows = [...this.#byWhat].sort(([a], [b]) => (a < b ? -1 : 1))
    return [
      '# TYPE toolcrib_requests_total counter',
      ...rows.map(([what, { all }]) => `toolcrib_requests_total{what=${label(what)}} ${all}`),
      '# TYPE toolcrib_errors_total counter',
      ...rows.map(([what, { errors }]) => `toolcrib_errors_total{what=${label(what)}} ${errors}`),
      '# TYPE toolcrib_request_seconds histogram',
      ...rows.flatMap(([what, counts]) => histogram(label(what), counts)),
      '# HELP toolcrib_tokens_saved Full definitions less the lists served and the answers of search and describe since.',
      '# TYPE toolcrib_tokens_saved gauge',
      `toolcrib_tokens_saved ${this.#saved}`,
      '# TYPE toolcrib_server_up gauge',
      ...[...servers].map(
        ([server, state]) => `toolcrib_server_up{server=${label(server)}} ${state === 'ready' ? 1 : 0}`,
      ),
      '',
    ].join('\n')
  }
}

function histogram(what: string, { buckets, seconds, all }: Counts): string[] {
  const name = 'toolcrib_request_seconds'
  return [
    ...buckets.map((count, at) => `${name}_bucket{what=${what},le="${BOUNDS[at]}"} ${count}`),
    `${name}_bucket{what=${what},le="+Inf"} ${all}`,
    `${name}_sum{what=${what}} ${seconds}`,
    `${name}_count{what=${what}} ${all}`,
  ]
}

function label(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`
}
