import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { checkGold } from 'toolcrib/eval'
import { atRoot } from '../../demo/PinnedServers.js'
import { captureServers } from '../catalogs/captureServers.js'
import { type Judgement, judgedIds, parseJudgements, withJudgement } from '../tasks/Judgement.js'
import { parseServerTasks, type ServerTask, type Split } from '../tasks/ServerTask.js'
import type { BenchSet } from './BenchSet.js'
import { toolRows } from './toolRows.js'

/** Absolute path of our own tasks for 21 real servers, and of what was judged of pooled tools. */
export const SERVER_TASKS = atRoot('datasets/servers/queries.jsonl')
const JUDGEMENTS = atRoot('datasets/servers/judgements.jsonl')

/** All tasks of datasets/servers as they were labelled. */
export async function readServerTasks(): Promise<ServerTask[]> {
  return parseServerTasks(await readFile(SERVER_TASKS, 'utf8'), SERVER_TASKS)
}

/** What was judged of tools that contenders ranked high, by task; empty before the first judging. */
export async function readJudgements(tasks: readonly ServerTask[]): Promise<Map<string, Judgement>> {
  if (!existsSync(JUDGEMENTS)) return new Map()
  return parseJudgements(await readFile(JUDGEMENTS, 'utf8'), JUDGEMENTS, tasks)
}

/**
 * Our own tasks over 21 real servers, one half or all; the servers' tools are captured live once and cached. Tools that were
 * judged to do as well as a gold one are alternatives.
 *
 * @throws CribError `server-failed` where the servers do not list what the tasks were written for; `eval-invalid`
 */
export async function loadServers(split: Split | 'all'): Promise<BenchSet> {
  const sources = await captureServers()
  const tasks = await readServerTasks()
  const judgements = await readJudgements(tasks)
  const queries = tasks
    .filter((task) => split === 'all' || task.split === split)
    .map((task) => withJudgement(task, judgements.get(task.id) ?? { task: task.id }))
  const ids = new Set(toolRows(sources).map(({ id }) => id))
  checkGold(queries, (id) => ids.has(id))
  const judged = new Map(queries.map((query) => [query.id, judgedIds(query, judgements.get(query.id))]))
  const name = split === 'all' ? 'datasets/servers' : `datasets/servers, ${split} half`
  return { name, sources, queries, judged }
}
