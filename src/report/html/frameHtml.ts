import type { ReportDocument, ReportOrigin, ReportSection, ReportVerdict } from '../ReportDocument.js'
import { type Html, html } from './Html.js'

/** Tones in words and as a sign, so that colour tells nothing alone. */
const TONES: Record<ReportVerdict['tone'], { sign: string; word: string }> = {
  good: { sign: '✓', word: 'Good news' },
  caution: { sign: '!', word: 'Take care' },
  neutral: { sign: '=', word: 'In short' },
}

/** Title, summary and where the report comes from. */
export function headerHtml({ title, summary, made }: ReportDocument): Html {
  const facts = [
    `toolcrib ${made.version}`,
    ...[made.date, made.machine].filter((fact) => fact !== undefined),
  ]
  return html`<header>
<p class="brand">toolcrib report</p>
<h1>${title}</h1>
<p class="lead">${summary}</p>
<p class="facts">${facts.map((fact) => html`<span>${fact}</span> `)}</p>
</header>
`
}

/** Links to all sections. */
export function navHtml(sections: readonly ReportSection[]): Html {
  return html`<nav aria-label="Sections">
<ol>
${sections.map(
  ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>
`,
)}<li><a href="#_made">How it was made</a></li>
</ol>
</nav>
`
}

/** The answer, first of all. */
export function verdictHtml({ headline, tone, grounds }: ReportVerdict): Html {
  const { sign, word } = TONES[tone]
  return html`<section class="verdict ${tone}" aria-labelledby="_verdict">
<p class="tone"><span class="sign" aria-hidden="true">${sign}</span> ${word}</p>
<h2 id="_verdict">${headline}</h2>
<ul>
${grounds.map(
  (ground) => html`<li>${ground}</li>
`,
)}</ul>
</section>
`
}

/** What anyone needs to make it again. */
export function madeHtml({ command, version, date, machine, inputs = {} }: ReportOrigin): Html {
  const facts: [string, string | undefined][] = [
    ['toolcrib', version],
    ['Date', date],
    ['Machine', machine],
    ...Object.entries(inputs).map(([name, value]): [string, string] => [name, String(value)]),
  ]
  return html`<section id="_made" aria-labelledby="_h">
<h2 id="_h">How it was made</h2>
<p class="command"><span class="label">Command</span> <code>${command}</code></p>
<dl class="made">
${facts.map(([name, value]) =>
  value === undefined
    ? html``
    : html`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
)}</dl>
</section>
`
}
