import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ReportedSuite } from '../report/benchDocument.js'
import { changesText } from '../report/changesText.js'
import { machineText } from '../report/machineText.js'
import { SUMMED, withSummary } from '../report/readmeSummary.js'
import { resultsPage } from '../report/resultsPage.js'
import type { SuiteRun } from '../runners/SuiteRun.js'
import type { FinishedSuite } from '../runSuites.js'
import { type Baseline, baselineOf, figuresOf } from './Baseline.js'
import type { BenchFigure } from './BenchFigure.js'
import { dataHashes, readBaseline, readBaselines, writeBaseline } from './baselineFiles.js'
import { compareFigures } from './compareFigures.js'
import { tableFigures } from './tableFigures.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Absolute path of the results page. */
export const RESULTS_PAGE = `${ROOT}docs/results.md`

/** Absolute path of the README, which holds a summary. */
export const README = `${ROOT}README.md`

/** Seed of everything that suites draw. */
export const SEED = 0

/** The suites that have something to show. */
export function reported(finished: readonly FinishedSuite[]): ReportedSuite[] {
  return finished.flatMap(({ suite, run }) =>
    run.sections === undefined ? [] : [{ suite, figures: suiteFigures(run), sections: run.sections }],
  )
}

/** What changed since the committed baseline, a text for each suite that has figures. */
export function comparisons(finished: readonly FinishedSuite[]): string[] {
  return finished.flatMap(({ suite, run }) => {
    if (run.sections === undefined) return []
    const baseline = readBaseline(suite)
    if (baseline === undefined) return [`## ${suite}: there is no baseline; --write-baseline makes one`]
    const changes = compareFigures(figuresOf(baseline), suiteFigures(run))
    return [changesText(baseline, changes, dataHashes())]
  })
}

/**
 * Makes the run the committed baselines, and writes the results page and the README's summary of them. Returns the paths in the
 * checkout.
 */
export function writeBaselines(finished: readonly FinishedSuite[]): string[] {
  const files = finished.flatMap(({ suite, run }) =>
    run.sections === undefined ? [] : [writeBaseline(baselineOfRun(suite, run))],
  )
  const baselines = readBaselines()
  writeFileSync(RESULTS_PAGE, resultsPage(baselines))
  const isSummed = SUMMED.every((suite) => baselines.has(suite))
  if (isSummed) writeFileSync(README, withSummary(readFileSync(README, 'utf8'), baselines))
  return [...files, 'docs/results.md', ...(isSummed ? ['README.md'] : [])]
}

function baselineOfRun(suite: string, run: SuiteRun): Baseline {
  const made = {
    command: `npm run bench -- ${suite} --write-baseline`,
    version: packageVersion(),
    node: process.version,
    machine: machineText(),
    seed: SEED,
    data: dataHashes(),
  }
  return baselineOf(suite, suiteFigures(run), { made, sections: run.sections ?? [] })
}

function suiteFigures({ figures, sections = [] }: SuiteRun): BenchFigure[] {
  return figures ?? tableFigures(sections)
}

/** Version of toolcrib. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { version: string }
  return version
}
