/** What requests cost. Sums of whole tokens, save for money. */
export interface Bill {
  /** US dollars. */
  usd: number
  /** Input tokens that were read from the cache. */
  cached: number
  /** Input tokens that were processed anew and written to the cache. */
  written: number
  /** Input tokens that were processed anew and not cached. */
  uncached: number
  /** Tokens that the model wrote. */
  output: number
  requests: number
}

/** A bill over nothing. */
export function emptyBill(): Bill {
  return { usd: 0, cached: 0, written: 0, uncached: 0, output: 0, requests: 0 }
}

/** Adds a bill to another in place. */
export function addBill(total: Bill, more: Bill): void {
  total.usd += more.usd
  total.cached += more.cached
  total.written += more.written
  total.uncached += more.uncached
  total.output += more.output
  total.requests += more.requests
}
