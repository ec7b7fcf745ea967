import type { ReportAxis, ReportUnit } from '../ReportDocument.js'

/** Room that one tick's label takes along the axis, in pixels. */
const TICK_ROOM = 64
const DECADE = [1, 2, 5]

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

/** Places of the labels: how many of them for a linear scale, which ones for a log scale. */
export function ticksOf(
  { scale }: ReportAxis,
  domain: readonly [number, number],
  length: number,
): number | number[] {
  const most = Math.max(2, Math.floor(length / TICK_ROOM))
  if (scale !== 'log') return most
  const [low, high] = domain
  const exponents = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, at) => at + Math.floor(Math.log10(low)),
  )
  const fine = exponents.flatMap((exponent) => DECADE.map((step) => step * 10 ** exponent))
  const within = (values: number[]) =>
    values.map((value) => Number(value.toPrecision(1))).filter((value) => value >= low && value <= high)
  const steps = within(fine)
  if (steps.length <= most) return steps.length < 2 ? [low, high] : steps
  const decades = within(exponents.map((exponent) => 10 ** exponent))
  const every = Math.ceil(decades.length / most)
  return decades.filter((_, at) => at % every === 0)
}

/** The ends of an axis: its own, or those of the values. A linear axis begins at 0 unless a value is below it. */
export function domainOf({ domain, scale }: ReportAxis, values: readonly number[]): [number, number] {
  if (domain !== undefined) return domain
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
  if (scale === 'log') return low < high ? [low, high] : [low / 2, high * 2]
  return [Math.min(0, low), low < high || high > 0 ? Math.max(0, high) : 1]
}
