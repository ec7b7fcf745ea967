import type { ToolSource } from 'toolcrib'
import { type QueryRow, toGroups } from 'toolcrib/eval'
import { ATTACKER, type Attack } from '../attacks/Attack.js'
import type { Contender, ContenderEntry } from '../contenders/Contender.js'
import type { BenchSet } from '../data/BenchSet.js'
import { toolRows } from '../data/toolRows.js'
import type { Progress } from '../report/createProgress.js'

/** What the suite needs besides the set. */
export interface AttackOptions {
  contenders: readonly ContenderEntry[]
  attacks: readonly Attack[]
  /** Folder with local models, for contenders that need one. */
  models: string | undefined
  progress: (label: string) => Progress
}

/** What one attack does to one ranking. */
export interface AttackEffect {
  attack: string
  /** Recall@5 of the honest tools with the hostile ones among them, 0 to 1. */
  recall: number
  /** What the attack costs: clean recall@5 less `recall`; below 0 where it helps. */
  loss: number
  /** Share of the first five places that hostile tools take, 0 to 1. */
  taken: number
}

/** One contender on one set, or why it has no figures. */
export type AttackRow =
  | { set: string; name: string; tasks: number; clean: number; effects: AttackEffect[] }
  | { set: string; name: string; skipped: string }

const DEPTH = 5

/** Ranks every task with every contender, on the honest tools alone and with each attacker's tools among them. */
export async function attackSuite(set: BenchSet, options: AttackOptions): Promise<AttackRow[]> {
  const rows: AttackRow[] = []
  const queries = set.queries.filter(({ gold }) => gold.length > 0)
  for (const entry of options.contenders) {
    const contender = await entry.load({ models: options.models })
    if ('skipped' in contender) {
      rows.push({ set: set.name, name: entry.name, skipped: contender.skipped })
      continue
    }
    try {
      rows.push(await attacked(contender, { ...set, queries }, options))
    } finally {
      await contender.close?.()
    }
  }
  return rows
}

async function attacked(contender: Contender, set: BenchSet, options: AttackOptions): Promise<AttackRow> {
  const honest = toolRows(set.sources)
  const measure = async (label: string, sources: readonly ToolSource[]) => {
    const progress = options.progress(`${set.name}: ${contender.name}, ${label}`)
    await contender.index(sources)
    return firstFive(contender, set.queries, progress)
  }
  const clean = await measure('clean', set.sources)
  const effects: AttackEffect[] = []
  for (const attack of options.attacks) {
    // An attacker comes later than the servers that the user has already.
    const hostile: ToolSource = { server: ATTACKER, tools: attack.tools(honest) }
    const { recall, taken } = await measure(attack.name, [...set.sources, hostile])
    effects.push({ attack: attack.name, recall, loss: clean.recall - recall, taken })
  }
  return { set: set.name, name: contender.name, tasks: set.queries.length, clean: clean.recall, effects }
}

async function firstFive(contender: Contender, queries: readonly QueryRow[], progress: Progress) {
  let recall = 0
  let taken = 0
  for (const [at, query] of queries.entries()) {
    const first = await contender.rank(query.text, DEPTH)
    const groups = toGroups(query)
    recall += groups.filter((group) => group.some((id) => first.includes(id))).length / groups.length
    taken += first.filter((id) => id.startsWith(`${ATTACKER}/`)).length / DEPTH
    progress.update((at + 1) / queries.length)
  }
  progress.end()
  return { recall: recall / queries.length, taken: taken / queries.length }
}
