import { contentHash, type Task } from 'toolcrib'
import { type QueryRow, taskOf } from 'toolcrib/eval'
import { shuffled } from '../data/devSets.js'
import { toolRows } from '../data/toolRows.js'
import type { ContenderEntry } from './Contender.js'

/** Tools in an order drawn by the task: the same at every run, and what any ranking must beat. */
export const random: ContenderEntry = {
  name: 'random',
  async load() {
    let ids: string[] = []
    return {
      name: 'random',
      async: false,
      async index(sources) {
        ids = toolRows(sources).map((row) => row.id)
      },
      rank: (task, limit) => shuffled(ids, seedOf(task)).slice(0, limit),
    }
  },
}

/** The labels themselves: what a ranking could reach under the same limits, and nothing for a task that no tool fits. */
export const oracle: ContenderEntry = {
  name: 'oracle',
  async load({ queries = [] }) {
    const gold = new Map(queries.map((query) => [keyOf(query), query.gold]))
    return {
      name: 'oracle',
      async: false,
      index: async () => undefined,
      rank: (task, limit) => (gold.get(JSON.stringify(task)) ?? []).slice(0, limit),
    }
  },
}

function keyOf(query: QueryRow): string {
  return JSON.stringify(taskOf(query))
}

/** 32 bits of the task's hash. */
function seedOf(task: Task): number {
  return Number.parseInt(contentHash(task).slice(0, 8), 16)
}
