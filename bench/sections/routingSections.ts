import type { ReportSection } from 'toolcrib/report'
import { OURS } from '../contenders/names.js'
import type { MetricTests } from '../suites/pairedMetrics.js'
import type { RoutingRow } from '../suites/routingSuite.js'
import { oursTable, TEST_NOTE } from './testTables.js'

/** What the section is made of. */
export interface RoutingFacts {
  set: string
  servers: number
  rows: readonly RoutingRow[]
  tests: readonly MetricTests[]
  /** A line for each contender that did not run. */
  skipped: readonly string[]
  command: string
}

/** Where the first tool leads: to a right tool, to a right server, elsewhere. */
export function routingSections({
  set,
  servers,
  rows,
  tests,
  skipped,
  command,
}: RoutingFacts): ReportSection[] {
  const ours = rows.find(({ name }) => name === OURS)
  return [
    {
      id: 'routing',
      title: 'Routing',
      text: [
        `A router takes the first tool, or only its server. Shares of the tasks of ${set} that some tool fits, over ${servers} servers, in %.`,
      ],
      tables: [
        {
          title: 'Where the first tool leads',
          columns: [
            { title: '', unit: 'text' },
            { title: 'right tool', unit: 'share' },
            { title: 'right server', unit: 'share' },
            { title: 'right server, wrong tool', unit: 'share' },
            { title: 'wrong server', unit: 'share' },
            { title: 'nothing found', unit: 'share' },
          ],
          rows: rows.map(({ name, tool, serverOnly, elsewhere, nothing }) => [
            name,
            tool,
            tool + serverOnly,
            serverOnly,
            elsewhere,
            nothing,
          ]),
        },
        ...(ours === undefined ? [] : oursTables(ours)),
        ...(tests.length === 0 || tests[0]!.ours.length === 0 ? [] : [oursTable(tests)]),
      ],
      notes: [...skipped, ...(tests.length === 0 ? [] : [TEST_NOTE])],
      command,
    },
  ]
}

function oursTables({ byKind, confused }: RoutingRow) {
  const kinds = Object.entries(byKind)
  const kindTable = {
    title: 'The default by kind of task',
    columns: [
      { title: '', unit: 'text' as const },
      { title: 'right tool', unit: 'share' as const },
      { title: 'right server', unit: 'share' as const },
    ],
    rows: kinds.map(([kind, { tool, serverOnly }]) => [kind, tool, tool + serverOnly]),
  }
  const pairTable = {
    title: 'Servers that the default takes for another most',
    columns: [
      { title: 'wanted', unit: 'text' as const },
      { title: 'reached', unit: 'text' as const },
      { title: 'tasks', unit: 'count' as const },
    ],
    rows: confused.map(({ wanted, reached, tasks }) => [wanted, reached, tasks]),
  }
  return [...(kinds.length > 1 ? [kindTable] : []), ...(confused.length > 0 ? [pairTable] : [])]
}
