import type { LineSeries, ReportSection } from 'toolcrib/report'
import { ROUTING_SIZES, type RoutingFigure } from '../../claims/routingClaim.js'
import { claimSection, percent } from './claimSection.js'

const OURS = 'toolcrib'
const FILLED = {
  any: 'any tools beside',
  siblings: 'tools of the same servers beside',
} as const

/** The share of tasks whose first tool is right, by the size of the catalog. */
export function routingSection(figures: readonly RoutingFigure[]): ReportSection {
  const lines = [...new Set(figures.map(({ name, fill }) => `${name}\n${fill}`))].map((key) => {
    const [name = '', fill = 'any'] = key.split('\n')
    return { name, fill: fill as RoutingFigure['fill'] }
  })
  const of = (line: (typeof lines)[number], size: number) =>
    figures.find((one) => one.name === line.name && one.fill === line.fill && one.size === size)?.first ??
    null
  return claimSection({
    id: 'routing',
    quoted: 'beyond 20 tools accuracy falls',
    source: "OpenAI's advice of fewer than 20 functions at the start of a turn, and many articles",
    method: `every task is ranked in a drawn catalog of ${ROUTING_SIZES.join(', ')} tools that holds what it needs; beside it stand any tools, or those of its own servers first. The first tool is right or wrong.`,
    answer: answerOf(figures),
    plots: [
      {
        kind: 'lines',
        title: 'First tool right, by size of the catalog',
        summary:
          'Share of tasks whose first tool is right over the number of tools, for each ranker and both ways to fill a catalog.',
        x: { label: 'tools', unit: 'count', scale: 'log' },
        y: { label: 'first tool right', unit: 'share' },
        series: lines.map(
          (line): LineSeries => ({
            name: `${line.name}, ${FILLED[line.fill]}`,
            points: ROUTING_SIZES.flatMap((x) => {
              const first = of(line, x)
              return first === null ? [] : [{ x, y: first.value, low: first.low, high: first.high }]
            }),
          }),
        ),
      },
    ],
    tables: [
      {
        title: 'First tool right, %, by tools in the catalog',
        columns: [
          { title: '', unit: 'text' },
          ...ROUTING_SIZES.map((size) => ({ title: String(size), unit: 'share' as const })),
        ],
        rows: lines.map((line) => [
          `${line.name}, ${FILLED[line.fill]}`,
          ...ROUTING_SIZES.map((size) => of(line, size)),
        ]),
      },
    ],
    notSaid: [
      'how a language model chooses from so many definitions: none was called. These are rankers.',
      'catalogs of one server: from 100 tools on, tasks of many servers share a drawn catalog, and both ways to fill it come to the same.',
      'an edge at 20: sizes below 10 and between those of the table were not tried.',
    ],
  })
}

function answerOf(figures: readonly RoutingFigure[]): string {
  const said = (fill: RoutingFigure['fill']) => {
    const at = (size: number) =>
      figures.find((one) => one.name === OURS && one.fill === fill && one.size === size)?.first?.value
    const shares = [10, 20, 50, 500].map((size) => `${percent(at(size) ?? 0)} at ${size}`)
    return `with ${FILLED[fill]}, toolcrib's first tool is right for ${shares.join(', ')}`
  }
  return `${said('any')}; ${said('siblings')}.`
}
