import { parseArgs } from 'node:util'
import { CribError } from 'toolcrib'
import type { SetFiles } from './data/loadSet.js'
import { PUBLIC_FORMATS } from './data/public/loadPublicSet.js'
import type { Split } from './tasks/ServerTask.js'

/** Suites by name, with what they measure. */
export const SUITES = {
  ranking: 'quality, tokens and time of every contender on a labelled set',
  routing: 'how often the first tool, and its server, are right',
  selection: 'recall against tokens, tokens saved at 95 % recall, calibration, tasks that no tool fits',
  economics: 'money and tokens of a conversation by policy and model, with the recall of each policy',
  smoke:
    'the quick check of our default against its committed baseline; fails where quality fell beyond chance',
  pool: 'writes which tools have to be judged before a task of datasets/servers counts',
  agreement: 'how far a second labelling of datasets/servers agrees with the first',
  ann: 'the HNSW index against the exact one: agreement and times',
  speed: 'the speed floors: fails when one does not hold',
  gate: 'figures for datasets/demo/gate.json, which npm test holds the default to',
  confusable: 'how many wrong first tools the list of confusable pairs explains',
  intents: 'what covering several wishes gains, and costs where there is one',
  calibration: 'how far confidence can be believed: out of the box, calibrated, among 2,000 more tools',
  'recall-target': 'what targetRecall keeps of its promise, and how many tools it takes',
  feedback: 'what votes on a fifth of the tasks do for the rest, and what false votes cost',
  sessions: 'what of a list stays in place over a conversation, and what that costs in recall',
  'nothing-fits': 'how well tasks that no tool fits are told from others',
  attacks:
    'what the tools of a hostile server cost rankings, defended and not; fails when a floor does not hold',
  robustness: 'what attacks, renamed tools, missing texts, ten times the tools and typos do to recall@5',
  scale: 'time and memory from 50 to 100,000 tools, beside other ways to search',
  claims: 'figures that are often quoted, tried on our own tasks',
  budget: 'recall against tokens: ranked lists cut at one level, and tools and levels packed together',
  levels: 'what levels of detail save on real servers; fails when one breaks a promise',
  packing: 'how near packings of tools and levels come to their proven bound, and how fast',
  heap: 'what a wrapped client keeps in memory over 100,000 selections and calls; fails when it grows',
  shadow: 'what shadow mode adds to a list and to a call; fails when a turn is not logged',
  digest: 'what a digest of 200 tokens tells of a catalog of real servers; fails when one is longer',
  probes: 'how far recall on probes made from a catalog is from recall on tasks',
  gateway: 'what the gateway adds to calls beside a direct client and mcp-proxy; fails when a goal breaks',
} as const

/** Name of a suite. */
export type SuiteName = keyof typeof SUITES

/** What runs when no suite is named: what the report and the results page show. Their results are kept between runs. */
export const DEFAULT_SUITES: readonly SuiteName[] = [
  'ranking',
  'routing',
  'selection',
  'economics',
  'robustness',
  'claims',
  'ann',
  'scale',
]

/** What the command line asked for. */
export interface BenchArguments {
  suites: readonly SuiteName[]
  /** A set of the user's own instead of ours. */
  files?: SetFiles
  /** Which of our sets `ranking` runs on. */
  set: 'servers' | 'demo'
  /** Which half of datasets/servers. */
  split: Split
  /** Tokens that a selection may have. */
  maxTokens: number
  models?: string
  /** Measure anew what an earlier run of the same code and data left. */
  fresh: boolean
  /** Show what changed since the committed baselines. */
  compare: boolean
  /** Commit this run as the baselines, and write the results page. */
  writeBaseline: boolean
  json: boolean
  help: boolean
}

/** Help text. */
export const USAGE = `npm run bench [-- <suite>...] [-- options]

Suites (default: ${DEFAULT_SUITES.join(', ')};
their results are kept under .cache/bench, so that a run that was stopped goes on where it was):
${Object.entries(SUITES)
  .map(([name, what]) => `  ${name.padEnd(13)} ${what}`)
  .join('\n')}

Options:
  --tools FILE --queries FILE  rank a set of your own (format: datasets/demo/README.md)
  --set servers|demo           our set that is ranked: datasets/servers (default) or datasets/demo
  --split dev|test             half of datasets/servers (default dev; test: once a release)
  --mteb DIR, --metatool DIR, --toolret DIR, --toolbench DIR
                               rank a public set in its own format (docs/public-sets.md)
  --max-tokens N               tokens that a selection may have (default 2000)
  --models DIR                 folder with Xenova/all-MiniLM-L6-v2 (default ../shared/models)
  --smoke                      the suite smoke
  --fresh                      measure anew what an earlier run of the same code and data left
  --compare                    show what changed since the committed baselines, and whether beyond chance
  --write-baseline             make this run the baselines (bench/baselines), and docs/results.md of them
  --json                       one JSON document on standard output
  --help                       this text
`

/** Reads the arguments. Throws `usage`. */
export function parseArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = readArguments(args)
  const named = values.smoke === true ? ['smoke', ...positionals] : positionals
  const suites = named.map((name) => {
    if (Object.hasOwn(SUITES, name)) return name as SuiteName
    throw usage(`There is no suite ${JSON.stringify(name)}; suites: ${Object.keys(SUITES).join(', ')}.`, name)
  })
  const { models } = values
  const files = filesOf(values)
  const set = oneOf(values.set ?? 'servers', ['servers', 'demo'], '--set')
  const split = oneOf(values.split ?? 'dev', ['dev', 'test'], '--split')
  const maxTokens = positiveInteger(values['max-tokens'] ?? '2000')
  const ours = files === undefined && set === 'servers' && split === 'dev' && maxTokens === 2000
  if (!ours && (values['write-baseline'] || values.compare))
    throw usage(
      'Baselines are of datasets/servers, dev half, at 2,000 tokens: leave out --set, --split, --max-tokens and sets of your own.',
      values.compare ? '--compare' : '--write-baseline',
    )
  return {
    suites: suites.length > 0 ? suites : files === undefined ? DEFAULT_SUITES : ['ranking'],
    ...(files === undefined ? {} : { files }),
    ...(models === undefined ? {} : { models }),
    set,
    split,
    maxTokens,
    fresh: values.fresh ?? false,
    compare: values.compare ?? false,
    writeBaseline: values['write-baseline'] ?? false,
    json: values.json ?? false,
    help: values.help ?? false,
  }
}

/** The set that was asked for: files, a public set, or none. */
function filesOf(values: ReturnType<typeof readArguments>['values']): SetFiles | undefined {
  const { tools, queries } = values
  const [format, other] = PUBLIC_FORMATS.filter((name) => values[name] !== undefined)
  if ((tools === undefined) !== (queries === undefined))
    throw usage('--tools and --queries belong together: give both or neither.', tools ?? queries)
  if (other !== undefined || (format !== undefined && tools !== undefined))
    throw usage('Give one set: --tools with --queries, or one public set.', values[format ?? 'mteb'])
  if (format !== undefined) return { format, folder: values[format] ?? '' }
  return tools === undefined || queries === undefined ? undefined : { tools, queries }
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        tools: { type: 'string' },
        queries: { type: 'string' },
        set: { type: 'string' },
        split: { type: 'string' },
        mteb: { type: 'string' },
        metatool: { type: 'string' },
        toolret: { type: 'string' },
        toolbench: { type: 'string' },
        'max-tokens': { type: 'string' },
        models: { type: 'string' },
        smoke: { type: 'boolean' },
        fresh: { type: 'boolean' },
        compare: { type: 'boolean' },
        'write-baseline': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error), args.join(' '))
  }
}

function oneOf<Choice extends string>(value: string, choices: readonly Choice[], option: string): Choice {
  const found = choices.find((choice) => choice === value)
  if (found !== undefined) return found
  throw usage(`${option} is ${JSON.stringify(value)}; give ${choices.join(' or ')}.`, value)
}

function positiveInteger(value: string): number {
  const number = Number(value)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw usage(`--max-tokens is ${JSON.stringify(value)}; give a whole number of 1 or more.`, value)
}

function usage(message: string, argument: string | undefined): CribError {
  return new CribError('usage', message, { details: { argument } })
}
