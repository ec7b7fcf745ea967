import { type Baseline, figuresOf } from '../baseline/Baseline.js'
import { lossesOf } from '../baseline/losses.js'
import { DEFAULT_SUITES } from '../parseArguments.js'
import { lossesSection } from '../sections/lossesSection.js'
import { sectionText } from './sectionText.js'

/**
 * docs/results.md, made of the committed baselines alone, so that no figure of it can differ from them; a test compares both.
 * Suites without a baseline are named.
 */
export function resultsPage(baselines: ReadonlyMap<string, Baseline>): string {
  const present = DEFAULT_SUITES.flatMap((suite) => baselines.get(suite) ?? [])
  const missing = DEFAULT_SUITES.filter((suite) => !baselines.has(suite))
  const losses = present.flatMap((baseline) => lossesOf(baseline.suite, figuresOf(baseline)))
  const [first] = present
  const blocks = [
    '# Results',
    'Made by `npm run bench -- --write-baseline` from the files in bench/baselines: do not edit. What the columns mean, who the contenders are and how tasks were made is in [benchmarks.md](benchmarks.md) and [datasets/servers](../datasets/servers/README.md). Every section names the command that prints it.',
    ...(first === undefined
      ? []
      : [
          `toolcrib ${first.made.version}, seed ${first.made.seed}. Times were measured on ${first.made.machine}; they depend on the machine, ratios within one run much less.`,
        ]),
    withCommands(lossesSection(losses)),
    ...present.flatMap(({ sections }) => sections.map(withCommands)),
    ...(missing.length === 0 ? [] : [`Not measured yet: ${missing.join(', ')}.`]),
    dataBlock(present),
  ]
  return `${blocks.join('\n\n')}\n`
}

function withCommands(section: Baseline['sections'][number]): string {
  const command = section.command === undefined ? [] : [`Printed by \`${section.command}\`.`]
  return [sectionText([section]), ...command].join('\n\n')
}

function dataBlock(baselines: readonly Baseline[]): string {
  const hashes = new Map(baselines.flatMap(({ made }) => Object.entries(made.data)))
  const lines = [...hashes].map(([path, hash]) => `- ${path}: \`${hash}\``)
  return ['## Data', 'SHA-256 of what the figures depend on:', lines.join('\n')].join('\n\n')
}
