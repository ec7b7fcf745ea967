import { PROMISES, type PromiseName } from '../levels/brokenPromises.js'
import type { LevelsFigures, LevelsRow, Saving } from '../suites/levelsSuite.js'
import { markdownTable } from './markdownTable.js'

const HEADER = [
  'server',
  'tools',
  'tokens',
  'note',
  'compact',
  'quartiles',
  'all',
  'signature',
  'quartiles',
  'all',
]

/** The figures of all levels as tables, and the promises with what was found. */
export function levelsText({ all, servers, forms, time, broken, checked, counts }: LevelsFigures): string {
  const { compact, signature } = all.savings
  return [
    `Levels of detail: tokens saved against full (o200k_base, wire definitions); ${all.tools} tools of ${servers.length} servers`,
    '',
    markdownTable(HEADER, [all, ...servers].map(rowOf)),
    '',
    `compact is full for ${percent(compact.unchanged)} of the tools, signature is a longer level for ${percent(signature.unchanged)}; more tokens than full: ${compact.larger} and ${signature.larger} tools`,
    `median saving of a signature by what its schema holds: ${Object.entries(forms)
      .map(([form, saved]) => `${form} ${percent(saved)}`)
      .join(', ')}`,
    `time of a tool in microseconds, median (most): compact ${micros(time.compact)}, signature ${micros(time.signature)}`,
    '',
    `Promises, checked on ${checked} tools with ${counts.sampled} sampled arguments (${counts.full} fit full, ${counts.compact} fit compact):`,
    ...Object.entries(PROMISES).map(([name, what]) => `- ${what}: ${found(broken[name as PromiseName])}`),
  ].join('\n')
}

function rowOf({ server, tools, tokens, noteTokens, savings }: LevelsRow): string[] {
  const level = ({ quartiles: [low, middle, high], total }: Saving) => [
    percent(middle),
    `${percent(low)} to ${percent(high)}`,
    percent(total),
  ]
  const counts = [tools, tokens, noteTokens].map((count) => count.toLocaleString('en-US'))
  return [server, ...counts, ...level(savings.compact), ...level(savings.signature)]
}

function found(tools: readonly string[] | undefined): string {
  return tools === undefined
    ? 'kept'
    : `BROKEN on ${tools.length} tools, first ${tools.slice(0, 3).join(', ')}`
}

const micros = ({ p50, max }: { p50: number; max: number }) => `${p50.toFixed(0)} (${max.toFixed(0)})`

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
