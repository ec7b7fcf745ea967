/** First wait in milliseconds; each further one is twice as long, up to the longest. */
const FIRST_MS = 500
const LONGEST_MS = 30_000

/** Longest wait, in milliseconds, that an endpoint may ask for; one that asks for more is not tried again. */
export const MAX_RETRY_AFTER_MS = 120_000

/** Milliseconds to wait before attempt `attempt + 1`, attempts counted from 1: 500, 1,000, 2,000 ... 30,000. */
export function backoff(attempt: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
}

/**
 * The milliseconds of a Retry-After header (RFC 9110, section 10.2.3: whole seconds, or a date), 0 or more; undefined
 * without one or for anything else. `now` in milliseconds since 1970.
 */
export function retryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  // Date.parse takes much more than dates of HTTP, "1.5" for one.
  const date = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
