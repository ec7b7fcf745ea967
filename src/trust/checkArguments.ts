import { CribError } from '../errors.js'
import { showValue } from '../text/showValue.js'

/** Most UTF-16 code units of a server's key, as in a tool source. */
export const MAX_KEY_LENGTH = 256

/** As `Date.prototype.toISOString` writes it; fractions of a second may be left out. */
export const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/

/** Throws `option-invalid` unless `key` can be a server's key. */
export function checkServerKey(key: unknown): void {
  if (typeof key === 'string' && key !== '' && key.length <= MAX_KEY_LENGTH) return
  const wanted = `a text of 1 to ${MAX_KEY_LENGTH} characters`
  throw invalid('server', key, wanted)
}

/** Throws `option-invalid` unless `now` is a time in the form that is stored. */
export function checkMoment(now: unknown): void {
  if (typeof now === 'string' && MOMENT.test(now)) return
  throw invalid('now', now, 'a time in UTC such as 2026-01-31T12:00:00.000Z')
}

function invalid(option: string, value: unknown, wanted: string): CribError {
  return new CribError(
    'option-invalid',
    `The option \`${option}\` is ${showValue(value)}; it must be ${wanted}.`,
    {
      details: { option, value },
    },
  )
}
