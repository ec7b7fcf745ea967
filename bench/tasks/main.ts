import { readFileSync, writeFileSync } from 'node:fs'
import { CribError } from 'toolcrib'
import { captureServers } from '../catalogs/captureServers.js'
import { SERVER_TASKS } from '../data/loadServers.js'
import { assignSplits, groupOf } from './assignSplits.js'
import { knownTools } from './knownTools.js'
import { KINDS, parseServerTasks, type ServerTask, taskLine } from './ServerTask.js'
import { taskFaults } from './taskFaults.js'

/**
 * `npm run bench:tasks -- FILE...`: makes datasets/servers/queries.jsonl of the tasks in the files, halved anew; without
 * files it checks what is there. 1 where the guide is broken; then nothing is written.
 */
async function tasks(files: readonly string[]): Promise<number> {
  const read = (file: string) => parseServerTasks(readFileSync(file, 'utf8'), file)
  const rows = (files.length > 0 ? files : [SERVER_TASKS]).flatMap(read)
  const faults = taskFaults(rows, knownTools(await captureServers()))
  for (const fault of faults) process.stdout.write(`FAULT  ${fault}\n`)
  process.stdout.write(`${rows.length} tasks, ${faults.length} faults\n`)
  if (faults.length > 0) return 1
  if (files.length > 0) writeFileSync(SERVER_TASKS, `${halved(rows).map(taskLine).join('\n')}\n`)
  return 0
}

/** With group and half, sorted by kind and id. */
function halved(rows: readonly ServerTask[]): ServerTask[] {
  const grouped = rows.map((row) => ({ ...row, group: groupOf(row) }))
  const splits = assignSplits(grouped)
  const place = ({ kind, id }: ServerTask) => `${KINDS.indexOf(kind)} ${id}`
  return grouped
    .map((row): ServerTask => ({ ...row, split: splits.get(row.id) ?? null }))
    .sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

try {
  process.exitCode = await tasks(process.argv.slice(2))
} catch (error) {
  process.stderr.write(
    `bench:tasks: ${CribError.is(error) ? error.message : String((error as Error).stack)}\n`,
  )
  process.exitCode = 1
}
