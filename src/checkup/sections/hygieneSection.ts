import type { ReportSection } from '../../report/ReportDocument.js'
import { HYGIENE_RULES, type HygieneRule } from '../../tool/hygiene/HYGIENE_RULES.js'
import type { CheckupInput } from '../CheckupInput.js'
import { serverLabel } from './serverLabel.js'

const MAX_FINDINGS = 500

/** What is worth mending in the definitions. */
export function hygieneSection({ findings, catalog }: CheckupInput): ReportSection {
  const touched = new Set(findings.map(({ tool }) => tool)).size
  return {
    id: 'hygiene',
    title: 'What is worth mending in the definitions',
    text: [
      findings.length === 0
        ? 'Nothing was found.'
        : `${findings.length} findings on ${touched} of ${catalog.tools.length} tools, worth most first. A better definition helps every model that is given the tool, with or without selection.`,
    ],
    tables:
      findings.length === 0 ? [] : [rulesTable(findings.map(({ rule }) => rule)), findingsTable(findings)],
    ...(findings.length > MAX_FINDINGS && { notes: [`The ${MAX_FINDINGS} that are worth most are listed.`] }),
  }
}

type Table = NonNullable<ReportSection['tables']>[number]

function rulesTable(rules: readonly HygieneRule[]): Table {
  const counts = new Map<HygieneRule, number>()
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return {
    title: 'By kind',
    columns: [
      { title: 'Kind', unit: 'text' },
      { title: 'Found', unit: 'count' },
      { title: 'Why it matters', unit: 'text' },
      { title: 'What to do', unit: 'text' },
    ],
    rows: [...counts].map(([rule, count]) => [
      rule,
      count,
      HYGIENE_RULES[rule].why,
      HYGIENE_RULES[rule].advice,
    ]),
  }
}

function findingsTable(findings: CheckupInput['findings']): Table {
  return {
    title: 'Findings',
    columns: [
      { title: 'Server', unit: 'text' },
      { title: 'Tool', unit: 'text' },
      { title: 'Kind', unit: 'text' },
      { title: 'What', unit: 'text' },
      { title: 'Worth', unit: 'number' },
    ],
    rows: findings
      .slice(0, MAX_FINDINGS)
      .map(({ server, tool, rule, what, others, worth }) => [
        serverLabel(server),
        tool,
        rule,
        others.length === 0
          ? what
          : `${what} The others: ${others.slice(0, 5).join(', ')}${others.length > 5 ? ', ...' : ''}`,
        worth,
      ]),
  }
}
