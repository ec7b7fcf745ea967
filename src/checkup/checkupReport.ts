import { formatAlone } from '../report/formatCell.js'
import type { ReportDocument, ReportSection } from '../report/ReportDocument.js'
import { shadowSection } from '../report/shadowSection.js'
import type { CheckupInput } from './CheckupInput.js'
import { checkupVerdict } from './checkupVerdict.js'
import { budgetSection } from './sections/budgetSection.js'
import { confusableSection } from './sections/confusableSection.js'
import { costSection } from './sections/costSection.js'
import { evidenceCount } from './sections/evidenceText.js'
import { hygieneSection } from './sections/hygieneSection.js'
import { lostSection } from './sections/lostSection.js'
import { moneySection } from './sections/moneySection.js'
import { recallSection } from './sections/recallSection.js'
import { verdictText } from './verdictText.js'

/** The report on a catalog: pure, equal inputs give equal reports. */
export function checkupReport(input: CheckupInput): ReportDocument {
  const { catalog, evidence, maxTokens } = input
  const names = evidence.map(({ kind, tasks }) => evidenceCount(kind, tasks))
  const basis = names.length === 0 ? 'no task at all' : names.join(' and ')
  const sections: (ReportSection | undefined)[] = [
    lostSection(input),
    costSection(input),
    budgetSection(input),
    ...evidence.map((one) => recallSection(one, maxTokens)),
    input.shadow === undefined ? undefined : shadowSection(input.shadow),
    moneySection(input),
    hygieneSection(input),
    confusableSection(input),
  ]
  return {
    format: 'toolcrib-report/1',
    title: 'What selection would do for your tools',
    summary: `${counted(catalog.tools.length, 'tool')} of ${counted(catalog.servers.length, 'server')}, judged by ${basis}.`,
    made: input.made,
    verdict: verdictText(checkupVerdict(input), input),
    sections: sections.filter((section) => section !== undefined),
  }
}

function counted(number: number, noun: string): string {
  return `${formatAlone(number, 'count')} ${noun}${number === 1 ? '' : 's'}`
}
