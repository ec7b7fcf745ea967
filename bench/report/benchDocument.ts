import type { ReportDocument, ReportSection, ReportVerdict } from 'toolcrib/report'
import type { BenchFigure } from '../baseline/BenchFigure.js'
import { type Loss, lossesOf } from '../baseline/losses.js'
import { BOUNDS, OURS } from '../contenders/names.js'
import { lossesSection } from '../sections/lossesSection.js'

/** One suite, as the report shows it. */
export interface ReportedSuite {
  suite: string
  figures: readonly BenchFigure[]
  sections: readonly ReportSection[]
}

/** What made the run. */
export interface RunFacts {
  /** Of the whole run. */
  command: string
  /** Of toolcrib. */
  version: string
  machine: string
  /** Hashes and seeds by name. */
  inputs: Record<string, string | number>
}

/** A run of the suites as one report: the losses first, then every suite. */
export function benchDocument(suites: readonly ReportedSuite[], facts: RunFacts): ReportDocument {
  const losses = suites.flatMap(({ suite, figures }) => lossesOf(suite, figures))
  const verdict = verdictOf(suites, losses)
  return {
    format: 'toolcrib-report/1',
    title: 'toolcrib against other ways to choose tools',
    summary:
      'Own tasks for real MCP servers, real contenders, every metric of one run. Nothing was tuned on these tasks; the test half is left alone until a release.',
    made: facts,
    ...(verdict === undefined ? {} : { verdict }),
    sections: [lossesSection(losses, facts.command), ...suites.flatMap(({ sections }) => sections)],
  }
}

const METRIC = 'recall@5'

/** Where our default stands by recall@5 among those that search; undefined where that was not measured. */
function verdictOf(suites: readonly ReportedSuite[], losses: readonly Loss[]): ReportVerdict | undefined {
  const figures = suites.flatMap((suite) => suite.figures).filter(({ metric }) => metric === METRIC)
  const order = figures.filter(({ of }) => !BOUNDS.has(of)).sort((a, b) => b.value - a.value)
  const ours = order.findIndex(({ of }) => of === OURS)
  if (ours < 0) return undefined
  const beyond = losses.filter(({ metric, beyondChance }) => metric === METRIC && beyondChance)
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  const best = order[0]!
  return {
    headline: `The default finds ${percent(order[ours]!.value)} of the needed tools among its first five: place ${ours + 1} of ${order.length}.`,
    tone: beyond.length === 0 ? 'good' : 'caution',
    grounds: [
      ...(ours === 0 ? [] : [`The best is ${best.of} with ${percent(best.value)}.`]),
      beyond.length === 0
        ? `No contender is ahead of it in ${METRIC} beyond chance.`
        : `Ahead of it in ${METRIC} beyond chance: ${beyond.map(({ to }) => to).join(', ')}.`,
      `In all tested metrics of all suites, ${losses.filter(({ beyondChance }) => beyondChance).length} leads of others are beyond chance.`,
    ],
  }
}
