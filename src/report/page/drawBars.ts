import * as Plot from '@observablehq/plot'
import { formatCell } from '../formatCell.js'
import { plainText } from '../plainText.js'
import type { BarPlot } from '../ReportDocument.js'
import { lookOf } from './looks.js'
import { MAX_BARS } from './MAX_BARS.js'
import { shortened, widthOf } from './shortened.js'
import { domainOf, formatTick, ticksOf } from './ticks.js'
import { withoutStyle } from './withoutStyle.js'

/** Below this width the labels stand above their bars. */
const NARROW = 520

/** A bar with all that is drawn of it. */
interface DrawnBar {
  at: string
  label: string
  value: number
  low: number | undefined
  high: number | undefined
  /** End of what is drawn, where its number stands. */
  end: number
  shown: string
  group: number
}

/** Names of the groups, in order of appearance; empty without groups. */
export function groupsOf({ bars }: BarPlot): string[] {
  return [...new Set(bars.map(({ group }) => group).filter((group) => group !== undefined))]
}

/** Bars with their numbers and intervals, `width` pixels wide. */
export function drawBars(plot: BarPlot, width: number): SVGSVGElement {
  const bars = barsOf(plot)
  const isNarrow = width < NARROW
  const hasSigns = groupsOf(plot).length > 1
  const rowHeight = isNarrow ? 46 : 32
  const labels = Math.min(width * 0.36, Math.max(...bars.map(({ label }) => widthOf(label))) + 4)
  const marginLeft = isNarrow ? 6 : labels + (hasSigns ? 28 : 12)
  const marginRight = Math.min(width * 0.35, Math.max(...bars.map(({ shown }) => widthOf(shown))) + 12)
  const domain = domainOf(
    plot.value,
    bars.flatMap(({ value, low = value, high = value }) => [value, low, high]),
  )
  const ticks = ticksOf(plot.value, domain, width - marginLeft - marginRight)
  const shift = isNarrow ? 9 : 0
  const inset = isNarrow ? { insetTop: 22, insetBottom: 5 } : { insetTop: 6, insetBottom: 6 }
  const signs = hasSigns ? bars : []
  const colorOf = ({ group }: DrawnBar) => lookOf(group).color
  const drawn = Plot.plot({
    width,
    height: bars.length * rowHeight + 26,
    className: 'chart',
    marginLeft,
    marginRight,
    marginTop: 0,
    marginBottom: 26,
    x: { domain },
    y: { type: 'band', domain: bars.map(({ at }) => at), padding: 0, axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.gridX(ticks, { stroke: 'var(--grid)', strokeOpacity: 1 }),
      Plot.axisX(ticks, {
        text: (tick: number) => formatTick(tick, plot.value.unit),
        label: null,
        tickSize: 4,
      }),
      Plot.barX(bars, { x1: 0, x2: 'value', y: 'at', fill: colorOf, ...inset, rx: 2 }),
      Plot.ruleX([0], { stroke: 'var(--faint)' }),
      ...intervals(bars, shift),
      Plot.text(bars, {
        y: 'at',
        x: 'end',
        text: 'shown',
        textAnchor: 'start',
        dx: 8,
        dy: shift,
        className: 'value',
      }),
      Plot.text(signs, {
        y: 'at',
        frameAnchor: 'left',
        text: ({ group }: DrawnBar) => lookOf(group).glyph,
        fill: colorOf,
        textAnchor: isNarrow ? 'start' : 'end',
        dx: isNarrow ? 5 : -8,
        dy: isNarrow ? -13 : 0,
      }),
      Plot.text(bars, {
        y: 'at',
        frameAnchor: 'left',
        text: ({ label }: DrawnBar) => shortened(label, isNarrow ? width - 30 : labels),
        textAnchor: isNarrow ? 'start' : 'end',
        dx: isNarrow ? (hasSigns ? 21 : 5) : hasSigns ? -24 : -8,
        dy: isNarrow ? -13 : 0,
        className: 'label',
      }),
      tips(plot, bars),
    ],
  })
  return withoutStyle(drawn)
}

function barsOf(plot: BarPlot): DrawnBar[] {
  const groups = groupsOf(plot)
  return plot.bars.slice(0, MAX_BARS).map(({ label, value, low, high, group }, at) => {
    const isBounded = low !== undefined && high !== undefined
    return {
      at: String(at),
      label: plainText(label),
      value,
      low: isBounded ? low : undefined,
      high: isBounded ? high : undefined,
      end: Math.max(0, value, isBounded ? high : value),
      shown: formatCell(isBounded ? { value, low, high } : value, plot.value.unit),
      group: Math.max(0, groups.indexOf(group ?? '')),
    }
  })
}

/** A thin line from bound to bound with caps, on a wider one of the ground's colour: it is seen on every bar. */
function intervals(bars: readonly DrawnBar[], dy: number): Plot.Markish[] {
  const bounded = bars.filter(({ low }) => low !== undefined)
  const room = { insetTop: 12 + dy * 1.8, insetBottom: 12 - dy * 0.2 }
  return [
    { stroke: 'var(--surface)', strokeWidth: 3.5 },
    { stroke: 'var(--text)', strokeWidth: 1.5 },
  ].flatMap((line) => [
    Plot.ruleY(bounded, { y: 'at', x1: 'low', x2: 'high', dy, ...line }),
    Plot.tickX(bounded, { y: 'at', x: 'low', ...room, ...line }),
    Plot.tickX(bounded, { y: 'at', x: 'high', ...room, ...line }),
  ])
}

function tips(plot: BarPlot, bars: readonly DrawnBar[]): Plot.Markish {
  return Plot.tip(
    bars,
    Plot.pointerY({
      x: 'value',
      y: 'at',
      title: ({ label, shown }: DrawnBar) => `${label}\n${plainText(plot.value.label)}: ${shown}`,
      className: 'tip',
      fill: 'var(--surface)',
      stroke: 'var(--faint)',
    }),
  )
}
