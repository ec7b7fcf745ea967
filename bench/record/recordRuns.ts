import type { ContenderEntry } from '../contenders/Contender.js'
import type { BenchSet } from '../data/BenchSet.js'
import type { Progress } from '../report/createProgress.js'
import { type BenchStore, openStore } from '../store/BenchStore.js'
import type { Recorded } from './ContenderRun.js'
import { recordContender } from './recordContender.js'

/** What recording one contender needs besides the set. */
export interface RecordOneOptions {
  /** Tokens of each tool by id, and of the whole list. */
  cost: { total: number; tools: ReadonlyMap<string, number> }
  /** Tokens that a selection may have, 1 or more. */
  maxTokens: number
  /** Tokens that lists are packed into for recall against tokens. Default: none. */
  budgets?: readonly number[]
  progress: (label: string) => Progress
}

/** What recording needs besides the set. */
export interface RecordOptions extends RecordOneOptions {
  contenders: readonly ContenderEntry[]
  /** Folder with local models, for contenders that need one. */
  models: string | undefined
  /** Where runs are kept. Default: nowhere. */
  store?: BenchStore
}

/** Runs every contender over the set, one after the other; those that the store has are taken from there. */
export async function recordRuns(set: BenchSet, options: RecordOptions): Promise<Recorded[]> {
  const { contenders, models, maxTokens, budgets = [], store = openStore(undefined) } = options
  const recorded: Recorded[] = []
  for (const entry of contenders) {
    const key = `run ${entry.name} ${set.name} ${maxTokens} ${budgets.join(' ')}`
    recorded.push(
      await store.keep(key, async () => {
        const contender = await entry.load({ models, queries: set.queries })
        if ('skipped' in contender) return { name: entry.name, skipped: contender.skipped }
        try {
          return await recordContender(contender, set, options)
        } finally {
          await contender.close?.()
        }
      }),
    )
  }
  return recorded
}
