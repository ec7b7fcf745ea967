import { createCrib } from 'toolcrib'
import type { ReportSection } from 'toolcrib/report'
import { type Baseline, figuresOf } from '../baseline/Baseline.js'
import type { BenchFigure } from '../baseline/BenchFigure.js'
import { readBaseline } from '../baseline/baselineFiles.js'
import { serversAreListed } from '../data/listedServers.js'
import { loadServers } from '../data/loadServers.js'
import { loadDemoSet } from '../data/loadSet.js'
import { sectionText } from '../report/sectionText.js'
import { smokeFailures, smokeFigures } from '../suites/smokeSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/**
 * Our default on the demo tasks and, where the lists of the 21 servers are in the cache, on the dev half of datasets/servers,
 * against the committed baseline: fails where a figure fell beyond chance, or where there is nothing to compare with.
 */
export async function runSmoke(context: SuiteContext): Promise<SuiteRun> {
  const listed = serversAreListed()
  const sets = [await loadDemoSet(), ...(listed ? [await loadServers('dev')] : [])]
  const figures: BenchFigure[] = []
  const { models, progress, store } = context
  for (const set of sets) {
    const crib = await createCrib({ sources: set.sources })
    const cost = await crib.cost()
    await crib.close()
    figures.push(...(await smokeFigures(set, { cost, maxTokens: MAX_TOKENS, models, progress, store })))
  }
  const baseline = readBaseline('smoke')
  const broken = context.arguments.writeBaseline
    ? []
    : verdicts(
        baseline,
        sets.map(({ name }) => name),
        figures,
      )
  const sections = [sectionOf(figures)]
  const left = listed
    ? []
    : ['datasets/servers was left out: its lists are not in the cache (npm run bench).']
  const lines =
    broken.length === 0 ? ['PASS  no figure fell beyond chance'] : broken.map((line) => `FAIL  ${line}`)
  return {
    text: [sectionText(sections), ...left, lines.join('\n')].join('\n\n'),
    data: { figures: figures.map(({ of, metric, value }) => ({ of, metric, value })), broken, left },
    sections,
    figures,
    passed: broken.length === 0,
  }
}

/** Tokens that a selection of the quick check may have. */
const MAX_TOKENS = 2000

/** What does not hold, a line each. Sets that were not run are left out of the baseline too. */
function verdicts(
  baseline: Baseline | undefined,
  sets: readonly string[],
  now: readonly BenchFigure[],
): string[] {
  if (baseline === undefined) return ['there is no baseline: npm run bench -- smoke --write-baseline']
  const before = baseline.figures.filter(({ of }) => sets.includes(of))
  return smokeFailures(figuresOf({ ...baseline, figures: before }), now).map(
    ({ of, metric, before, now, verdict }) =>
      `${of}, ${metric}: ${before ?? 'absent'} before, ${now ?? 'absent'} now (${verdict}). If that is wanted: npm run bench -- smoke --write-baseline`,
  )
}

function sectionOf(figures: readonly BenchFigure[]): ReportSection {
  return {
    id: 'smoke',
    title: 'Quick check of the default',
    tables: [
      {
        title: 'Against the committed baseline',
        columns: [
          { title: '', unit: 'text' },
          { title: 'metric', unit: 'text' },
          { title: '%', unit: 'share' },
        ],
        rows: figures.map(({ of, metric, value }) => [of, metric, value]),
      },
    ],
    command: 'npm run bench -- --smoke',
  }
}
