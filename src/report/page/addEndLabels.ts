import type { Scale } from '@observablehq/plot'
import { plainText } from '../plainText.js'
import type { LineSeries } from '../ReportDocument.js'
import { shortened } from './shortened.js'
import { spread } from './spread.js'

/** Below this width, or with more curves, the legend alone names them. */
const MIN_WIDTH = 560
const MAX_LABELS = 6
const MAX_ROOM = 170
/** Least distance of two labels, in pixels. */
const LINE_HEIGHT = 15

/** Room at the right for the names of the curves at their ends, in pixels; 0 where they are not drawn. */
export function endLabelRoom(series: readonly LineSeries[], width: number): number {
  if (width < MIN_WIDTH || series.length < 2 || series.length > MAX_LABELS) return 0
  return Math.min(MAX_ROOM, 20 + 7 * Math.max(...series.map(({ name }) => plainText(name).length)))
}

/** Curves and the scales they are drawn by. */
interface EndLabels {
  series: readonly LineSeries[]
  x: Scale
  y: Scale
}

/** Writes each curve's name at its end; names that would lie on each other are moved apart. */
export function addEndLabels(svg: SVGSVGElement, { series, x, y }: EndLabels): void {
  const ends = series.map(({ name, points }) => {
    const last = points.at(-1)!
    return { name, left: Number(x.apply(last.x)), top: Number(y.apply(last.y)) }
  })
  const right = Math.max(...ends.map(({ left }) => left))
  const atRight = ends.filter(({ left }) => left > right - 2).sort((one, other) => one.top - other.top)
  const tops = spread(
    atRight.map(({ top }) => top),
    LINE_HEIGHT,
  )
  for (const [at, { name, left }] of atRight.entries()) {
    const text = document.createElementNS('http://www.w3.org/2000/svg', 'text')
    text.setAttribute('class', 'end')
    text.setAttribute('x', String(left + 10))
    text.setAttribute('y', String(tops[at]!))
    text.setAttribute('dy', '0.35em')
    text.setAttribute('text-anchor', 'start')
    text.textContent = shortened(name, MAX_ROOM - 20)
    svg.append(text)
  }
}
