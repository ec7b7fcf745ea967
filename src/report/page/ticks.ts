import type { ReportAxis, ReportUnit } from '../ReportDocument.js'

/** Room that one tick's label takes along the axis, in pixels. */
const TICK_ROOM = 56
const DECADE = [1, 2, 5]
/** Share of a step that is put down to rounding. */
const SLACK = 1e-9

/** The ends of an axis. */
export type Domain = readonly [low: number, high: number]

/** A number at an axis, short: `20`, `2k`, `$0.2`, `1.5`. The unit stands in the axis' label. */
export function formatTick(value: number, unit: ReportUnit): string {
  const shown = Number((unit === 'share' ? value * 100 : value).toPrecision(6))
  const text = shortNumber(shown)
  return unit === 'dollars' ? `$${text}` : unit === 'ratio' ? `${text}×` : text
}

function shortNumber(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e9) return `${value / 1e9}G`
  if (size >= 1e6) return `${value / 1e6}M`
  return size >= 1e4
    ? `${value / 1e3}k`
    : size >= 1e3
      ? `${Math.trunc(value / 1e3)},${String(size % 1e3).padStart(3, '0')}`
      : String(value)
}

/** Places of the labels of an axis that is `length` pixels long: round numbers, as many as fit, at least one. */
export function ticksOf(axis: ReportAxis, domain: Domain, length: number): number[] {
  return axis.scale === 'log' ? logTicks(domain, length) : linearTicks(domain, length)
}

function linearTicks([low, high]: Domain, length: number): number[] {
  const step = linearStep([low, high], length)
  const first = Math.ceil(low / step - SLACK)
  const count = Math.floor(high / step + SLACK) - first + 1
  return Array.from({ length: count }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}

/** The finest of 1, 2 and 5 of each power of ten whose labels fit; at most 5 / 6 of the domain, so that one is inside. */
function linearStep([low, high]: Domain, length: number): number {
  const least = (high - low) / Math.max(3, Math.floor(length / TICK_ROOM))
  const power = 10 ** Math.floor(Math.log10(least))
  return power * (DECADE.find((step) => step * power >= least * (1 - SLACK)) ?? 10)
}

function logTicks(domain: Domain, length: number): number[] {
  const most = Math.max(2, Math.floor(length / TICK_ROOM))
  const decades = powersOfTen(domain)
  const steps = decades.flatMap((power) => DECADE.map((step) => Number((step * power).toPrecision(1))))
  const within = (values: readonly number[]) =>
    values.filter((value) => value >= domain[0] && value <= domain[1])
  const best = within(decades).length >= 3 && within(steps).length > most ? within(decades) : within(steps)
  if (best.length < 2) return [...domain]
  return best.filter((_, at) => at % Math.ceil(best.length / most) === 0)
}

/** A linear domain whose ends are places of labels too, unless the axis has fixed ends. */
export function roundedDomain(axis: ReportAxis, [low, high]: Domain, length: number): Domain {
  if (axis.scale === 'log' || axis.domain !== undefined) return [low, high]
  const step = linearStep([low, high], length)
  return [Math.floor(low / step + SLACK) * step, Math.ceil(high / step - SLACK) * step]
}

/** Those that a domain touches, from the one below it to the one above. */
function powersOfTen([low, high]: Domain): number[] {
  const first = Math.floor(Math.log10(low))
  return Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, at) => Number(`1e${first + at}`))
}

/** The ends of an axis: its own, or those of the values. A linear axis begins at 0 unless a value is below it. */
export function domainOf({ domain, scale }: ReportAxis, values: readonly number[]): Domain {
  if (domain !== undefined) return domain
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
  if (scale === 'log') return low < high ? [low, high] : [low / 2, high * 2]
  return [Math.min(0, low), low < high || high > 0 ? Math.max(0, high) : 1]
}
