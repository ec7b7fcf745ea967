import { formatAlone } from '../../report/formatCell.js'
import type {
  ReportDocument,
  ReportFigure,
  ReportSection,
  ReportVerdict,
} from '../../report/ReportDocument.js'
import { escapeProse } from '../escapeText.js'
import type { Style } from '../Style.js'

/** A report for people at a terminal: the figures, and the verdict last. `out`: where the page was written. */
export function reportView(
  document: ReportDocument,
  { out, style }: { out: string | undefined; style: Style },
): string {
  const { title, summary, sections, verdict } = document
  const lines = [
    style.bold(escapeProse(title)),
    escapeProse(summary),
    '',
    ...sections.flatMap((section) => sectionLines(section, style)),
    ...(verdict === undefined ? [] : verdictLines(verdict, style)),
    '',
    out === undefined
      ? style.dim('The whole report: --out report.html for the page, --markdown or --json for the text.')
      : `Written: ${escapeProse(out)}`,
  ]
  return `${lines.join('\n')}\n`
}

function sectionLines({ title, text = [], figures = [], plots = [] }: ReportSection, style: Style): string[] {
  const said =
    figures.length > 0
      ? figures.map(figureLine)
      : [...plots.map(({ summary }) => summary), ...(plots.length > 0 ? [] : text)]
  return [style.bold(escapeProse(title)), ...said.map((line) => `  ${escapeProse(line)}`), '']
}

function figureLine({ label, value, unit, note }: ReportFigure): string {
  return `${label}: ${formatAlone(value, unit)}${note === undefined ? '' : ` (${note})`}`
}

function verdictLines({ headline, tone, grounds }: ReportVerdict, style: Style): string[] {
  const paint = { good: style.good, caution: style.warn, neutral: style.bold }[tone]
  return [
    style.bold('Verdict'),
    `  ${paint(escapeProse(headline))}`,
    ...grounds.map((ground) => `  ${escapeProse(ground)}`),
  ]
}
