import type { ReportSection } from 'toolcrib/report'
import type { SearchFigure } from '../../claims/searchClaim.js'
import { claimSection, percent } from './claimSection.js'

/** What searches of the provider's kind find among hundreds and thousands of tools. */
export function searchSection(figures: readonly SearchFigure[]): ReportSection {
  const most = Math.max(...figures.map(({ tools }) => tools))
  const said = figures
    .filter(({ tools }) => tools === most)
    .map(({ name, hit }) => `${name} ${percent(hit?.value ?? 0)}`)
  return claimSection({
    id: 'search',
    quoted: 'search by regular expression or BM25 finds the tool in 56 to 64 %',
    source: 'Arcade on the tool search of Anthropic, 25 tasks among 4,027 tools: 56 % and 64 %',
    method:
      'one search a task, made of the words of the task; five answers. A hit is a right tool among them. Where the public data is there, tools of other servers stand beside ours.',
    answer: `among ${most.toLocaleString('en-US')} tools, hits are: ${said.join(', ')}.`,
    tables: [
      {
        title: 'A right tool among five answers',
        columns: [
          { title: '', unit: 'text' },
          { title: 'tools', unit: 'count' },
          { title: 'hit, %', unit: 'share' },
          { title: 'recall@5, %', unit: 'share' },
        ],
        rows: figures.map(({ name, tools, hit, recall }) => [name, tools, hit, recall]),
      },
    ],
    notSaid: [
      'what a model finds that writes the query, tries again, or searches for parts: it may do better than one search with the task.',
      "the provider's own ranking, which is not public; these are stand-ins of the same kind.",
      'right tools among the servers beside ours count as wrong: nobody judged them.',
    ],
  })
}
