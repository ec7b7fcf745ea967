import type { ShadowSummary } from '../eval/shadow/readShadowLog.js'
import type { ReportSection } from './ReportDocument.js'

/** Tools that are shown. */
const MAX_TOOLS = 50

/** What shadow mode saw, as a section of a report: how often something was called that would not have been listed. */
export function shadowSection(summary: ShadowSummary): ReportSection {
  const { missRate, tokens, judged, missedTurns, recoverable, called, missed, turns, worst } = summary
  const section: ReportSection = {
    id: 'shadow',
    title: 'What shadow mode saw',
    text: [
      'Every tool was handed out while these turns ran. A turn is missed when a tool was called that the selection would not have handed out.',
    ],
    figures: [
      {
        label: 'Turns that were missed',
        value: missRate,
        unit: 'share',
        note: `${missedTurns} of ${judged}`,
      },
      { label: 'Missed turns with the search tool in the list', value: recoverable, unit: 'count' },
      { label: 'Tokens of lists saved', value: tokens.before === 0 ? null : tokens.saved, unit: 'share' },
      { label: 'Calls that were missed', value: missed, unit: 'count', note: `of ${called}` },
    ],
    notes: [
      'The interval is the 95 % interval of Wilson. Calls that failed do not count.',
      `Of ${turns} turns, ${turns - judged} do not count: ${summary.withoutTask} without a task, ${summary.withoutList} without a list, ${summary.withoutCalls} without a call that went well.`,
      ...(summary.broken === 0 ? [] : [`Lines of the log that are no turn: ${summary.broken}.`]),
    ],
  }
  if (worst.length > 0) section.tables = [worstTable(worst)]
  return section
}

function worstTable(worst: ShadowSummary['worst']): NonNullable<ReportSection['tables']>[number] {
  return {
    title: 'Tools that were missed',
    columns: [
      { title: 'Tool', unit: 'text' },
      { title: 'Calls', unit: 'count' },
      { title: 'Missed', unit: 'count' },
    ],
    rows: worst.slice(0, MAX_TOOLS).map(({ id, called, missed }) => [id, called, missed]),
  }
}
