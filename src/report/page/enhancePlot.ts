import { titleWithUnit } from '../formatCell.js'
import type { ReportAxis, ReportDocument, ReportPlot } from '../ReportDocument.js'
import { plotAt } from './atPlace.js'
import { drawBars, groupsOf } from './drawBars.js'
import { drawLines } from './drawLines.js'
import { element } from './element.js'
import { legendOf } from './legendOf.js'
import { MAX_BARS } from './MAX_BARS.js'

/** Draws a plot into its figure, again whenever its width changes, and folds the numbers beside it. */
export function enhancePlot(figure: HTMLElement, report: ReportDocument): void {
  const plot = plotAt(report, figure.dataset['plot']!)
  const canvas = figure.querySelector<HTMLElement>('.canvas')!
  const stage = element('div', { class: 'stage' })
  canvas.append(...aroundStage(plot, stage))
  let drawn = 0
  const draw = () => {
    const width = Math.floor(stage.clientWidth)
    if (width === drawn || width < 50) return
    drawn = width
    const svg = plot.kind === 'lines' ? drawLines(plot, width) : drawBars(plot, width)
    svg.setAttribute('role', 'img')
    svg.setAttribute('aria-label', `${plot.title}. ${plot.summary}`)
    stage.replaceChildren(svg)
  }
  draw()
  new ResizeObserver(draw).observe(stage)
  figure.querySelector('details')!.open = false
}

/** Legend, names of the axes and remarks. They are text of the page, so that they wrap on narrow screens. */
function aroundStage(plot: ReportPlot, stage: HTMLElement): HTMLElement[] {
  const names = plot.kind === 'lines' ? plot.series.map(({ name }) => name) : groupsOf(plot)
  const [x, y] = plot.kind === 'lines' ? [plot.x, plot.y] : [plot.value, undefined]
  const hints = hintsOf(plot)
  return [
    ...(names.length > 1 ? [legendOf(names, plot.kind)] : []),
    ...(y === undefined ? [] : [element('p', { class: 'axis' }, `↑ ${nameOf(y)}`)]),
    stage,
    element('p', { class: 'axis x' }, `${nameOf(x)} →`),
    ...(hints.length === 0 ? [] : [element('p', { class: 'hint' }, hints.join(' '))]),
  ]
}

function nameOf({ label, unit, scale }: ReportAxis): string {
  return `${titleWithUnit(label, unit)}${scale === 'log' ? ', log scale' : ''}`
}

function hintsOf(plot: ReportPlot): string[] {
  const points = plot.kind === 'lines' ? plot.series.flatMap((one) => one.points) : plot.bars
  const hasBounds = points.some(({ low, high }) => low !== undefined && high !== undefined)
  const isLong = plot.kind === 'bars' && plot.bars.length > MAX_BARS
  return [
    ...(hasBounds ? [`${plot.kind === 'lines' ? 'Bands' : 'Thin lines'}: 95 % intervals.`] : []),
    ...(plot.kind === 'lines' && plot.diagonal ? ['Dotted: both equal.'] : []),
    ...(isLong ? [`The first ${MAX_BARS} of ${plot.bars.length}; the table below has all.`] : []),
  ]
}
