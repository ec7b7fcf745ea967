import type { PrerequisiteFigures } from '../data/prerequisiteFigures.js'
import type { PackingFigures } from '../suites/packingSuite.js'
import { markdownTable } from './markdownTable.js'

const HEADER = [
  '',
  'instances',
  'proven best',
  'gap p50',
  'p95',
  'most',
  'within 1 %',
  'ms p50',
  'p95',
  'most',
  '/ sort p50',
  'p95',
]

/** Gaps to the proven bound, and times, by kind and size of problem; and how many prerequisites were found. */
export function packingText(
  kinds: Readonly<Record<string, PackingFigures>>,
  { missing, prerequisites }: { missing: string | undefined; prerequisites: PrerequisiteFigures | undefined },
): string {
  const rows = Object.entries(kinds).map(([name, { instances, exact, gap, withinOnePercent, ms, ratio }]) => [
    name,
    String(instances),
    percent(exact, 1),
    percent(gap.p50, 3),
    percent(gap.p95, 3),
    percent(gap.most, 2),
    percent(withinOnePercent, 1),
    ms.p50.toFixed(3),
    ms.p95.toFixed(2),
    ms.most.toFixed(1),
    ratio.p50.toFixed(1),
    ratio.p95.toFixed(1),
  ])
  const title =
    'Packing tools and levels: how far the value is below the proven bound, and the time against sorting the same (tool, level) pairs'
  const found =
    prerequisites === undefined
      ? []
      : [
          '',
          `Prerequisites: ${prerequisites.needing} of ${prerequisites.tools} tools of real servers need something, ${prerequisites.groups} groups in all; a sample to judge is in --json.`,
        ]
  return [
    title,
    '',
    markdownTable(HEADER, rows),
    ...found,
    ...(missing === undefined ? [] : ['', missing]),
  ].join('\n')
}

const percent = (value: number, digits: number) => `${(100 * value).toFixed(digits)} %`
