import * as Plot from '@observablehq/plot'
import { plainText } from '../plainText.js'
import type { ReportPlot } from '../ReportDocument.js'
import { element } from './element.js'
import { lookOf } from './looks.js'
import { withoutStyle } from './withoutStyle.js'

/** Names with the line or the sign that stands for them. */
export function legendOf(names: readonly string[], kind: ReportPlot['kind']): HTMLElement {
  const items = names.map((name, at) => element('li', {}, swatch(at, kind), plainText(name)))
  return element('ul', { class: 'legend' }, ...items)
}

/** Drawn, as not every font has the signs of bars. */
function swatch(at: number, kind: ReportPlot['kind']): SVGSVGElement {
  const { color, dash, symbol } = lookOf(at)
  const ends = [
    [0, 0.5],
    [1, 0.5],
  ]
  const drawn = Plot.plot({
    width: kind === 'lines' ? 40 : 14,
    height: 14,
    margin: 0,
    axis: null,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      ...(kind === 'lines'
        ? [Plot.line(ends, { stroke: color, strokeWidth: 2, strokeDasharray: dash })]
        : []),
      Plot.dot([[0.5, 0.5]], { fill: color, symbol, r: 4 }),
    ],
  })
  const svg = withoutStyle(drawn)
  svg.setAttribute('aria-hidden', 'true')
  return svg
}
