import type { ReportSection } from 'toolcrib/report'
import type { ThresholdFigure } from '../../claims/thresholdClaim.js'
import { claimSection, percent } from './claimSection.js'

const QUOTED = 0.3

/** What a least cosine adds to the 20 nearest tools. */
export function thresholdSection(figures: readonly ThresholdFigure[]): ReportSection {
  const [plain] = figures
  const quoted = figures.find(({ threshold }) => threshold === QUOTED)
  return claimSection({
    id: 'threshold',
    quoted: 'the 20 nearest tools with a cosine of 0.3 or more are right',
    source: 'the defaults of Portkey mcp-tool-filter (topK 20, minScore 0.3, MiniLM)',
    method:
      'MiniLM (int8) on name and description, cosine, all tools of 21 servers; tasks that no tool fits among them.',
    answer:
      plain === undefined || quoted === undefined
        ? 'not measured.'
        : `20 tools without a threshold hold ${percent(plain.recall?.value ?? 0)} of what tasks need; with 0.3 it is ${percent(quoted.recall?.value ?? 0)} in ${quoted.tools.toFixed(1)} tools. ${percent(quoted.emptyWrong)} of the tasks with a right tool get none, and of those that no tool fits ${percent(quoted.emptyRight)} rightly get none.`,
    tables: [
      {
        title: 'Top 20 by MiniLM',
        columns: [
          { title: 'least cosine', unit: 'text' },
          { title: 'recall, %', unit: 'share' },
          { title: 'tools', unit: 'number' },
          { title: 'tokens saved, %', unit: 'share' },
          { title: 'wrongly none, %', unit: 'share' },
          { title: 'rightly none, %', unit: 'share' },
        ],
        rows: figures.map(({ threshold, recall, tools, saved, emptyWrong, emptyRight }) => [
          threshold < 0 ? 'none' : String(threshold),
          recall,
          tools,
          saved,
          emptyWrong,
          emptyRight,
        ]),
      },
    ],
    notSaid: [
      'the package itself, which also embeds keywords and categories where a host gives them; MCP tools have none.',
      'other models: a cosine of 0.3 means something else with each.',
    ],
  })
}
