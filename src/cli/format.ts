/** An integer with commas between thousands: 125200 is `125,200`. The same in every locale. */
export function formatInteger(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A share from 0 to 1 as `48.9 %`. */
export function formatShare(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}

/** Milliseconds for people: `0.42 ms`, `38 ms`, `2.1 s`. */
export function formatMs(ms: number): string {
  if (ms < 10) return `${ms.toFixed(2)} ms`
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** `1 tool`, `2 tools`. `plural` is the noun with an s unless given. */
export function count(value: number, noun: string, plural = `${noun}s`): string {
  return `${formatInteger(value)} ${value === 1 ? noun : plural}`
}

/** A number rounded to `digits` decimal places, as a number. */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

/** A confidence with two decimals; one that rounds to certainty either way is shown as a bound: `>0.99`, `<0.01`. */
export function formatConfidence(value: number): string {
  if (value > 0.995) return '>0.99'
  return value < 0.005 ? '<0.01' : value.toFixed(2)
}
