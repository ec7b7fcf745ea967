import type { IndexingTimes } from '../suites/indexingSuite.js'
import type { FloorVerdict } from '../suites/speedFloors.js'
import type { SpeedRow } from '../suites/speedSuite.js'
import { markdownTable } from './markdownTable.js'

/** What the speed suite found. */
export interface SpeedFacts {
  tools: number
  tasks: number
  warmUp: number
  rows: readonly SpeedRow[]
  indexing: IndexingTimes
  floors: readonly FloorVerdict[]
}

/** Both tables, and a line for each floor. */
export function speedReport({ tools, tasks, warmUp, rows, indexing, floors }: SpeedFacts): string {
  const ours = rows[0]?.p50 ?? 0
  const times = rows.map(({ name, p50, p95 }) => [
    name,
    p50.toFixed(3),
    p95.toFixed(3),
    ours > 0 ? `${(p50 / ours).toFixed(2)} x` : '-',
  ])
  const build = (name: string, ms: number) => [
    name,
    ms.toFixed(0),
    `${(ms / indexing.minisearch).toFixed(2)} x`,
  ]
  return [
    `Selection: ${tasks} fresh tasks on ${tools} tools, each seen once (warmed up on ${warmUp} others); milliseconds`,
    '',
    markdownTable(['', 'p50', 'p95', 'p50 / ours'], times),
    '',
    `Indexing ${indexing.tools.toLocaleString('en-US')} tools from nothing, median of ${indexing.rounds}; milliseconds`,
    '',
    markdownTable(
      ['', 'ms', '/ minisearch'],
      [
        build('toolcrib, tokens not counted', indexing.withoutCounting),
        build('toolcrib, tokens counted', indexing.withCounting),
        build('minisearch', indexing.minisearch),
      ],
    ),
    '',
    ...floors.map(
      ({ floor, ratio, needed, passed }) =>
        `${passed ? 'PASS' : 'FAIL'}  ${floor}: ${ratio.toFixed(2)} times (floor ${needed})`,
    ),
  ].join('\n')
}
