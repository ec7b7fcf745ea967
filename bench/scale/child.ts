import { readFileSync } from 'node:fs'
import type { Contender } from '../contenders/Contender.js'
import { heapAfterGc } from '../heap/heapAfterGc.js'
import { speedSuite } from '../suites/speedSuite.js'
import type { AloneFigures, ScaleInput, TurnFigures } from './ScaleJob.js'
import { SCALE_CONTENDERS } from './scaleContenders.js'

/** Tasks that a contender alone is asked before its memory is taken. */
const ASKED = 20
const LIMIT = 10
const MAX_TOKENS = 2_000
const MEGABYTE = 1e6

const [file = '', names = '', models] = process.argv.slice(2)
const input = JSON.parse(readFileSync(file, 'utf8')) as ScaleInput
const wanted = names.split(',')
const contenders: Contender[] = []
for (const { entry } of SCALE_CONTENDERS) {
  if (!wanted.includes(entry.name)) continue
  const loaded = await entry.load({ models })
  if ('skipped' in loaded) throw new Error(`${entry.name} cannot run: ${loaded.skipped}`)
  contenders.push(loaded)
}
const [only] = contenders
const figures = contenders.length === 1 && only !== undefined ? await alone(only) : await inTurns()
process.stdout.write(JSON.stringify(figures))

async function alone(contender: Contender): Promise<AloneFigures> {
  const before = await heapAfterGc()
  const since = performance.now()
  await contender.index(input.sources)
  const index = performance.now() - since
  for (const task of input.tasks.slice(0, ASKED)) await ask(contender, task)
  const heap = (await heapAfterGc()) - before
  const { rss } = process.memoryUsage()
  // The definitions were there before and must be there after, or a contender would be credited with what it let go.
  if (input.sources.length === 0) throw new Error(`${file} holds no tools.`)
  return { index, heap: heap / MEGABYTE, rss: rss / MEGABYTE }
}

async function inTurns(): Promise<TurnFigures[]> {
  for (const contender of contenders) {
    await contender.index(input.sources)
    await ask(contender, input.warmUp[0] ?? '')
  }
  const silent = () => ({ update: () => undefined, end: () => undefined })
  return speedSuite(contenders, { timed: input.tasks, warmUp: input.warmUp }, silent)
}

async function ask({ rank, select }: Contender, task: string): Promise<unknown> {
  return select === undefined ? rank(task, LIMIT) : select(task, MAX_TOKENS)
}
