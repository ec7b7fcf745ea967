import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PooledTool, sizedCatalog } from '../data/sizedCatalog.js'
import { toolRows } from '../data/toolRows.js'
import type { Progress } from '../report/createProgress.js'
import { quantile } from '../report/quantile.js'
import { runChild } from '../scale/runChild.js'
import type { AloneFigures, ColdFigures, ScaleInput, TurnFigures } from '../scale/ScaleJob.js'

/** Fresh processes that are started of each contender. */
const COLD_ROUNDS = 3

/** Above so many tools fewer tasks are asked: a search takes long enough to be timed well. */
const LARGE = 5_000
const TIMED_WHEN_LARGE = 60
const WARM_UP_WHEN_LARGE = 4

/** What the suite needs besides the tools. */
export interface ScaleOptions {
  /** Names and largest catalogs of the contenders in scale/scaleContenders.ts. */
  contenders: readonly { name: string; mostTools: number }[]
  /** Catalog sizes in tools, rising. */
  sizes: readonly number[]
  tasks: Pick<ScaleInput, 'tasks' | 'warmUp'>
  /** Folder with local models, or undefined. */
  models: string | undefined
  progress: Progress
}

/** All figures of one contender at one size. */
export interface ScaleRow extends AloneFigures {
  tools: number
  name: string
  /** Milliseconds of one selection. */
  p50: number
  p95: number
}

/** A fresh process: medians of 3. */
export interface ColdRow extends ColdFigures {
  name: string
  tools: number
}

/** Contenders that are measured from a fresh process, and with how many tools. BM25 is part of the same package as ours. */
const COLD = ['toolcrib', 'minisearch', 'MiniLM'] as const

/** Runs each size, and within it each contender alone and all in turns, in processes of their own, one after the other. */
export async function scaleSuite(
  pool: readonly PooledTool[],
  options: ScaleOptions,
): Promise<{ rows: ScaleRow[]; cold: ColdRow[] }> {
  const { sizes, progress } = options
  const folder = await mkdtemp(join(tmpdir(), 'toolcrib-scale-'))
  try {
    const cold = await coldRows(pool, folder, options)
    const rows: ScaleRow[] = []
    for (const [at, size] of sizes.entries()) {
      progress.update((at + 1) / (sizes.length + 1))
      rows.push(...(await rowsOfSize(pool, { folder, size }, options)))
    }
    progress.end()
    return { rows, cold }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function rowsOfSize(
  pool: readonly PooledTool[],
  { folder, size }: { folder: string; size: number },
  { contenders, tasks, models }: ScaleOptions,
): Promise<ScaleRow[]> {
  const file = join(folder, `${size}.json`)
  await writeFile(
    file,
    JSON.stringify({ ...tasksFor(size, tasks), sources: sizedCatalog(pool, size) } satisfies ScaleInput),
  )
  const names = contenders.flatMap(({ name, mostTools }) => (mostTools >= size ? [name] : []))
  const rest = models === undefined ? [] : [models]
  const alone: AloneFigures[] = []
  for (const name of names) alone.push(await runChild<AloneFigures>('child.ts', [file, name, ...rest]))
  const turns = await runChild<TurnFigures[]>('child.ts', [file, names.join(','), ...rest])
  return turns.map((turn, at) => ({ tools: size, ...turn, ...alone[at]! }))
}

function tasksFor(size: number, { tasks, warmUp }: ScaleOptions['tasks']): ScaleOptions['tasks'] {
  if (size <= LARGE) return { tasks, warmUp }
  return { tasks: tasks.slice(0, TIMED_WHEN_LARGE), warmUp: warmUp.slice(0, WARM_UP_WHEN_LARGE) }
}

async function coldRows(
  pool: readonly PooledTool[],
  folder: string,
  { contenders, sizes, tasks, models }: ScaleOptions,
): Promise<ColdRow[]> {
  const names = COLD.filter((name) => contenders.some((contender) => contender.name === name))
  const rows: ColdRow[] = []
  for (const size of sizes.slice(0, 2)) {
    const file = join(folder, `cold-${size}.json`)
    const sources = sizedCatalog(pool, size)
    await writeFile(file, JSON.stringify({ sources, rows: toolRows(sources), tasks: tasks.tasks }))
    const runs = new Map(names.map((name) => [name, [] as ColdFigures[]]))
    for (let round = 0; round < COLD_ROUNDS; round++)
      for (const name of names)
        runs.get(name)?.push(await runChild<ColdFigures>('coldChild.mjs', [name, file, models ?? '']))
    for (const [name, figures] of runs)
      rows.push({ name, tools: size, load: median(figures, 'load'), first: median(figures, 'first') })
  }
  return rows
}

function median(figures: readonly ColdFigures[], key: keyof ColdFigures): number {
  return (
    quantile(
      figures.map((one) => one[key]),
      0.5,
    ) ?? 0
  )
}
