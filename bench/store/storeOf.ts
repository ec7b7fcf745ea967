import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BGE_SMALL, MINI_LM } from '../contenders/localModels.js'
import { sharedPath } from '../data/sharedPath.js'
import type { BenchArguments } from '../parseArguments.js'
import { type BenchStore, openStore } from './BenchStore.js'
import { runKey } from './runKey.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Ignored folder of everything that runs of the suites leave. */
export const BENCH_FOLDER = `${ROOT}.cache/bench`

/** Code, our data, the pinned servers, the bundled model. */
const PATHS = ['bench', 'demo', 'dist', 'datasets', 'assets', 'package-lock.json'] as const

/** Where results of this state of code and data, and of these options, are kept; an earlier run's are removed on `fresh`. */
export function storeOf(args: BenchArguments, models: string | undefined): BenchStore {
  const folder = storeFolder(args, models)
  if (folder !== undefined && args.fresh) rmSync(folder, { recursive: true, force: true })
  return openStore(folder)
}

/** The folder of the store, or undefined for sets whose results are not kept. */
export function storeFolder(args: BenchArguments, models: string | undefined): string | undefined {
  const { files, set, split, maxTokens } = args
  // A public set is a folder of gigabytes: reading it twice takes longer than it saves.
  if (files !== undefined && 'format' in files) return undefined
  const own = files === undefined ? {} : { tools: hashOf(files.tools), queries: hashOf(files.queries) }
  const shared = ['data/dev', 'data/train', 'catalogs'].filter((path) => sharedPath(path) !== undefined)
  const options = {
    ...own,
    set,
    split,
    maxTokens,
    models: [MINI_LM, BGE_SMALL].filter(({ id }) => existsSync(`${models}/${id}`)).map(({ id }) => id),
    shared,
    node: process.version,
  }
  return `${BENCH_FOLDER}/${runKey({ root: ROOT, paths: PATHS, options })}`
}

const TIMES = `${BENCH_FOLDER}/times.json`

/** Milliseconds that suites took when they last ran here. */
export function readTimes(): Record<string, number> {
  try {
    return existsSync(TIMES) ? (JSON.parse(readFileSync(TIMES, 'utf8')) as Record<string, number>) : {}
  } catch {
    // Only the estimate of the time left is lost.
    return {}
  }
}

/** Keeps them for the next run. */
export function writeTimes(times: Readonly<Record<string, number>>): void {
  mkdirSync(BENCH_FOLDER, { recursive: true })
  writeFileSync(TIMES, JSON.stringify(times))
}

/** SHA-256 of a file, hex; of one that is absent, that it is. */
function hashOf(file: string): string {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'absent'
}
