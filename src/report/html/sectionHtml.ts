import { formatAlone } from '../formatCell.js'
import { plotTable } from '../plotTable.js'
import type { ReportCell, ReportFigure, ReportPlot, ReportSection, ReportUnit } from '../ReportDocument.js'
import { type Html, html } from './Html.js'
import { tableHtml } from './tableHtml.js'

/**
 * One section: texts, large figures, plots with their numbers, tables, notes and the command. `at` is its index in the
 * document.
 */
export function sectionHtml(section: ReportSection, at: number): Html {
  const { id, title, text = [], figures = [], plots = [], tables = [], notes = [], command } = section
  return html`<section id="${id}" aria-labelledby="_h${at}">
<h2 id="_h${at}">${title}</h2>
${text.map(
  (paragraph) => html`<p>${paragraph}</p>
`,
)}${
  figures.length === 0
    ? undefined
    : html`<dl class="figures">
${figures.map(figureHtml)}</dl>
`
}${plots.map((plot, index) => plotHtml(plot, `sections.${at}.plots.${index}`))}${tables.map((table, index) =>
  tableHtml(table, { place: `sections.${at}.tables.${index}`, captioned: true }),
)}${notesHtml(notes)}${command === undefined ? undefined : commandHtml(command)}</section>
`
}

/** A command line as it is typed. */
export function commandHtml(command: string): Html {
  return html`<p class="command"><span class="label">Command</span> <code>${command}</code></p>
`
}

function figureHtml({ label, value, unit, note }: ReportFigure): Html {
  return html`<div><dt>${label}</dt><dd>${bigValueHtml(value, unit)}${
    note === undefined ? undefined : html`<span class="note">${note}</span>`
  }</dd></div>
`
}

/** A number with a quieter unit and interval. */
function bigValueHtml(value: ReportCell, unit: ReportUnit): Html {
  const text = formatAlone(value, unit)
  if (typeof value === 'string' || value === null) return html`<span class="value">${text}</span>`
  const [, number, name, bounds] = /^(\S+)(?: ([^ [][^[]*?))?(?: (\[.*\]))?$/.exec(text)!
  return html`<span class="value">${number}${name === undefined ? undefined : html`<span class="unit"> ${name}</span>`}</span>${
    bounds === undefined ? undefined : html` <span class="interval">${bounds}</span>`
  }`
}

/** The numbers stand open for readers without the program; the program draws the plot and folds them. */
function plotHtml(plot: ReportPlot, place: string): Html {
  return html`<figure class="plot" data-plot="${place}">
<figcaption><h3>${plot.title}</h3></figcaption>
<p class="summary">${plot.summary}</p>
<div class="canvas"></div>
<details open>
<summary>The numbers of this plot</summary>
${tableHtml(plotTable(plot), { place, captioned: false })}</details>
</figure>
`
}

function notesHtml(notes: readonly string[]): Html | undefined {
  if (notes.length === 0) return undefined
  return html`<ul class="notes">
${notes.map(
  (note) => html`<li>${note}</li>
`,
)}</ul>
`
}
