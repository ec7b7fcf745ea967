import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { atRoot } from '../../demo/PinnedServers.js'
import { searching } from '../contenders/contenders.js'
import { loadServers } from '../data/loadServers.js'
import { poolSuite } from '../suites/poolSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

const FILE = '.cache/bench-servers/pool.jsonl'

/**
 * Pools datasets/servers, both halves, and writes what has to be judged: one task a line with its labels and the tools that
 * nobody has judged. No figure of any contender is shown.
 */
export async function runPool({ models, progress }: SuiteContext): Promise<SuiteRun> {
  const set = await loadServers('all')
  const { unjudged, skipped } = await poolSuite(set, { contenders: searching, models, progress })
  const lines = set.queries.flatMap(({ id, history, text, gold, alternatives }) => {
    const ids = unjudged.get(id)
    return ids === undefined
      ? []
      : [JSON.stringify({ task: id, history, text, gold, alternatives, unjudged: ids })]
  })
  const path = atRoot(FILE)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''))
  const pairs = [...unjudged.values()].reduce((sum, ids) => sum + ids.length, 0)
  const lost = skipped.map((one) => `${one.name} was skipped: ${one.skipped}`)
  const text = [`${pairs} unjudged tools of ${lines.length} tasks are in ${FILE}`, ...lost].join('\n')
  return { text, data: { file: FILE, tasks: lines.length, pairs, skipped }, passed: true }
}
