import type { ReportSection } from 'toolcrib/report'
import { CUT_MODEL, type CutFigures } from '../../claims/cutClaim.js'
import { claimSection, percent } from './claimSection.js'

const OURS = 'toolcrib'

/** 50 tools cut to 5 or 8: the tokens, the recall, and the money. */
export function cutSection(figures: CutFigures): ReportSection {
  return claimSection({
    id: 'cut',
    quoted: '50 tools of 200 tokens cut to 5 to 8 save 80 %',
    source:
      'a sum that is often made for filters of tools (5 to 8 of 50 would be 84 to 90 %); GitHub says that VS Code went from 40 tools to 13',
    method: `${figures.catalogs} catalogs of 50 tools drawn from the 21 servers, ${figures.tasks} tasks, each list cut to the first 5 and 8 of every ranking; tokens of definitions as JSON. Money: ten turns of three calls, a new task every third turn, list prices of ${CUT_MODEL}.`,
    answer: answerOf(figures),
    tables: [
      {
        title: 'What a cut saves, and what it keeps of the right tools',
        columns: [
          { title: '', unit: 'text' },
          { title: 'tools left', unit: 'count' },
          { title: 'tokens saved, %', unit: 'share' },
          { title: 'recall, %', unit: 'share' },
        ],
        rows: figures.rows.map(({ name, cut, saved, recall }) => [name, cut, saved, recall]),
      },
      {
        title: 'Money saved against sending all 50 in every request, lists of 8',
        columns: [
          { title: 'policy', unit: 'text' },
          { title: 'nothing cached, %', unit: 'share' },
          { title: 'prompt caching, %', unit: 'share' },
        ],
        rows: figures.money.map(({ policy, uncached, cached }) => [policy, 1 - uncached, 1 - cached]),
      },
    ],
    notSaid: [
      'what a model makes of the shorter list. A right tool that is missing is a failed task or a search more.',
      'your catalog: drawn tools are less alike than those of one server, which makes the cut easier.',
      'other conversations: the share of tools in a bill falls with the length of the history.',
    ],
  })
}

function answerOf({ toolTokens, rows, money }: CutFigures): string {
  const ours = rows.filter(({ name }) => name === OURS)
  const kept = ours.map(
    ({ cut, saved, recall }) =>
      `${cut} tools save ${percent(saved)} and hold ${percent(recall?.value ?? 0)} of the right tools`,
  )
  const perTurn = money.find(({ policy }) => policy === 'per-turn')
  const bill =
    perTurn === undefined
      ? ''
      : ` In money, a list chosen anew in every turn ${billed(perTurn.uncached)} without caching, and with it ${billed(perTurn.cached)}.`
  return `real tools have ${Math.round(toolTokens)} tokens. Ranked by toolcrib, ${kept.join('; ')}.${bill}`
}

/** A bill as a share of that of sending everything. */
function billed(share: number): string {
  return share > 1 ? `costs ${share.toFixed(2)} times as much as all tools` : `saves ${percent(1 - share)}`
}
