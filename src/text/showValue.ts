/**
 * A value as a message quotes it: JSON where JSON can hold it, cut to `limit` characters (1 or more, default 100).
 * Never throws, since the value may be anything: circular, nested too deeply, a bigint, with a `toJSON` that throws.
 */
export function showValue(value: unknown, limit = 100): string {
  const text = textOf(value)
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}\u2026`
}

function textOf(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  // JSON would write NaN and the infinities as null.
  if (typeof value !== 'object' && typeof value !== 'string') return String(value)
  try {
    return JSON.stringify(value) ?? 'an object without JSON'
  } catch {
    return 'an object that JSON cannot hold'
  }
}
