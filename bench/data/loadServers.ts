import { readFile } from 'node:fs/promises'
import { checkGold, type QueryRow } from 'toolcrib/eval'
import { atRoot } from '../../demo/PinnedServers.js'
import { captureServers } from '../catalogs/captureServers.js'
import { parseServerTasks, type ServerTask, type Split } from '../tasks/ServerTask.js'
import type { BenchSet } from './BenchSet.js'
import { toolRows } from './toolRows.js'

/** Absolute path of our own tasks for 21 real servers. */
export const SERVER_TASKS = atRoot('datasets/servers/queries.jsonl')

/** All tasks of datasets/servers as they were labelled. */
export async function readServerTasks(): Promise<ServerTask[]> {
  return parseServerTasks(await readFile(SERVER_TASKS, 'utf8'), SERVER_TASKS)
}

/**
 * One half of our own tasks over 21 real servers, whose tools are captured live once and cached.
 *
 * @throws CribError `server-failed` where the servers do not list what the tasks were written for; `eval-invalid`
 */
export async function loadServers(split: Split): Promise<BenchSet> {
  const sources = await captureServers()
  const queries: QueryRow[] = (await readServerTasks()).filter((task) => task.split === split)
  const ids = new Set(toolRows(sources).map(({ id }) => id))
  checkGold(queries, (id) => ids.has(id))
  return { name: `datasets/servers, ${split} half`, sources, queries }
}
