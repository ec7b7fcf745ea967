import * as Plot from '@observablehq/plot'
import { formatCell } from '../formatCell.js'
import { plainText } from '../plainText.js'
import type { LinePlot, LinePoint, LineSeries } from '../ReportDocument.js'
import { addEndLabels, endLabelRoom } from './addEndLabels.js'
import { type Look, lookOf } from './looks.js'
import { widthOf } from './shortened.js'
import { type Domain, domainOf, formatTick, roundedDomain, ticksOf } from './ticks.js'
import { withoutStyle } from './withoutStyle.js'

/** Most signs along one curve: between them the line is seen. */
const MAX_SIGNS = 12
const MARGIN = { top: 10, bottom: 26, right: 18 }

/** Curves with their bands, signs and labels, `width` pixels wide. */
export function drawLines(plot: LinePlot, width: number): SVGSVGElement {
  const space = spaceOf(plot, width)
  const { x, y, left, right } = space
  const drawn = Plot.plot({
    width,
    height: space.height,
    className: 'chart',
    marginLeft: left,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    marginRight: right,
    x: { type: plot.x.scale ?? 'linear', domain: x },
    y: { type: plot.y.scale ?? 'linear', domain: y },
    marks: [
      ...axes(plot, space),
      ...(plot.diagonal ? [diagonal(x, y)] : []),
      ...plot.series.flatMap((series, at) => bandOf(series, lookOf(at))),
      ...plot.series.flatMap((series, at) => curveOf(series, lookOf(at))),
      tips(plot),
    ],
  })
  const svg = withoutStyle(drawn)
  if (right > MARGIN.right)
    addEndLabels(svg, { series: plot.series, x: drawn.scale('x')!, y: drawn.scale('y')! })
  return svg
}

/** The ends of both axes and the places of their labels; sizes in pixels. */
interface PlotSpace {
  x: Domain
  y: Domain
  xTicks: number[]
  yTicks: number[]
  height: number
  left: number
  right: number
}

function spaceOf(plot: LinePlot, width: number): PlotSpace {
  const points = plot.series.flatMap((series) => series.points)
  const height = Math.round(Math.min(380, Math.max(240, width * 0.5)))
  const tall = height - MARGIN.top - MARGIN.bottom
  const ends = points.flatMap(({ y: value, low = value, high = value }) => [value, low, high])
  const x = domainOf(
    plot.x,
    points.map((point) => point.x),
  )
  const y = roundedDomain(plot.y, domainOf(plot.y, ends), tall)
  const yTicks = ticksOf(plot.y, y, tall)
  const left = 16 + Math.max(...yTicks.map((tick) => widthOf(formatTick(tick, plot.y.unit))))
  const right = Math.max(MARGIN.right, endLabelRoom(plot.series, width))
  return { x, y, xTicks: ticksOf(plot.x, x, width - left - right), yTicks, height, left, right }
}

function axes(plot: LinePlot, { y, xTicks, yTicks }: PlotSpace): Plot.Markish[] {
  // As `text`: a log scale of the library leaves out labels of a `tickFormat`.
  return [
    Plot.gridY(yTicks, { stroke: 'var(--grid)', strokeOpacity: 1 }),
    Plot.axisY(yTicks, { text: (tick: number) => formatTick(tick, plot.y.unit), label: null, tickSize: 0 }),
    Plot.axisX(xTicks, { text: (tick: number) => formatTick(tick, plot.x.unit), label: null, tickSize: 4 }),
    Plot.ruleY([y[0]], { stroke: 'var(--faint)' }),
  ]
}

function diagonal([left, right]: Domain, [low, high]: Domain): Plot.Markish {
  const [from, to] = [Math.max(left, low), Math.min(right, high)]
  return Plot.line(
    [
      [from, from],
      [to, to],
    ],
    { stroke: 'var(--faint)', strokeWidth: 1.5, strokeDasharray: '1 4' },
  )
}

/** A point that has both bounds. */
type Bounded = LinePoint & { low: number; high: number }

function bandOf({ points }: LineSeries, { color }: Look): Plot.Markish[] {
  const bounded = points.filter(
    (point): point is Bounded => point.low !== undefined && point.high !== undefined,
  )
  if (bounded.length === 0) return []
  return [Plot.areaY(bounded, { x: 'x', y1: 'low', y2: 'high', fill: color, fillOpacity: 0.16, clip: true })]
}

function curveOf({ points }: LineSeries, { color, dash, symbol }: Look): Plot.Markish[] {
  const every = Math.ceil(points.length / MAX_SIGNS)
  const signs = points.filter((_, at) => at % every === 0 || at === points.length - 1)
  return [
    Plot.line(points, {
      x: 'x',
      y: 'y',
      stroke: color,
      strokeWidth: 2.25,
      strokeDasharray: dash,
      strokeLinejoin: 'round',
      clip: true,
    }),
    Plot.dot(signs, { x: 'x', y: 'y', fill: color, symbol, r: 4, stroke: 'var(--surface)', strokeWidth: 1 }),
  ]
}

function tips(plot: LinePlot): Plot.Markish {
  const places = plot.series.flatMap(({ name, points }) => points.map((point) => ({ name, ...point })))
  return Plot.tip(
    places,
    Plot.pointer({
      x: 'x',
      y: 'y',
      title: ({ name, x, y, low, high }: (typeof places)[number]) => {
        const cell = low === undefined || high === undefined ? y : { value: y, low, high }
        return `${plainText(name)}\n${plainText(plot.y.label)}: ${formatCell(cell, plot.y.unit)}\n${plainText(plot.x.label)}: ${formatCell(x, plot.x.unit)}`
      },
      className: 'tip',
      fill: 'var(--surface)',
      stroke: 'var(--faint)',
    }),
  )
}
