import * as Plot from '@observablehq/plot'
import { plainText } from '../plainText.js'
import type { ReportPlot } from '../ReportDocument.js'
import { element } from './element.js'
import { lookOf } from './looks.js'
import { withoutStyle } from './withoutStyle.js'

/** Names with the line or the sign that stands for them. */
export function legendOf(names: readonly string[], kind: ReportPlot['kind']): HTMLElement {
  const items = names.map((name, at) =>
    element('li', {}, kind === 'lines' ? swatch(at) : sign(at), plainText(name)),
  )
  return element('ul', { class: 'legend' }, ...items)
}

function swatch(at: number): SVGSVGElement {
  const { color, dash, symbol } = lookOf(at)
  const drawn = Plot.plot({
    width: 40,
    height: 14,
    margin: 0,
    axis: null,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      Plot.line(
        [
          [0, 0.5],
          [1, 0.5],
        ],
        { stroke: color, strokeWidth: 2, strokeDasharray: dash },
      ),
      Plot.dot([[0.5, 0.5]], { fill: color, symbol, r: 4 }),
    ],
  })
  const svg = withoutStyle(drawn)
  svg.setAttribute('aria-hidden', 'true')
  return svg
}

function sign(at: number): HTMLElement {
  const { glyph } = lookOf(at)
  return element('span', { class: `sign series-${(at % 8) + 1}`, 'aria-hidden': 'true' }, glyph)
}
