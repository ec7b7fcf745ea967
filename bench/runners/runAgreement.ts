import { CribError } from 'toolcrib'
import { checkGold, parseQueries, type QueryRow } from 'toolcrib/eval'
import { atRoot } from '../../demo/PinnedServers.js'
import { captureServers } from '../catalogs/captureServers.js'
import { readJudgements, readServerTasks } from '../data/loadServers.js'
import { readText } from '../data/readText.js'
import { toolRows } from '../data/toolRows.js'
import { type Agreement, agreement, type TwiceLabelled } from '../suites/agreement.js'
import { judgedIds } from '../tasks/Judgement.js'
import type { SuiteRun } from './SuiteRun.js'

const SECOND = 'datasets/servers/second.jsonl'

/** How far a second, independent labelling of some tasks agrees with the first one, by kind too. */
export async function runAgreement(): Promise<SuiteRun> {
  const tasks = await twiceLabelled()
  const kinds = [...new Set(tasks.map(({ first }) => first.kind ?? ''))]
  const byKind = Object.fromEntries(
    kinds.map((kind) => [kind, agreement(tasks.filter(({ first }) => first.kind === kind))]),
  )
  const all = agreement(tasks)
  const lines = [['all', all] as const, ...Object.entries(byKind)].map(([name, one]) => line(name, one))
  const title = `Two labellings of ${all.tasks} tasks, over ${all.pairs} pairs of task and pooled tool:`
  return { text: [title, ...lines].join('\n'), data: { all, byKind }, passed: true }
}

function line(name: string, { tasks, kappa, observed, sameGold }: Agreement): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  return `  ${name.padEnd(9)} ${String(tasks).padStart(3)} tasks  kappa ${kappa.toFixed(3)}  same answer ${percent(observed)}  same gold up to alternatives ${percent(sameGold)}`
}

/** Each task of the second labelling with its first one, and all tools that anyone has said anything of. */
async function twiceLabelled(): Promise<TwiceLabelled[]> {
  const [firsts, ids] = [await readServerTasks(), await toolIds()]
  const judgements = await readJudgements(firsts)
  const byId = new Map(firsts.map((task) => [task.id, task]))
  const seconds = await readSecond(byId)
  checkGold(seconds, (id) => ids.has(id))
  return seconds.map((second) => {
    const first = byId.get(second.id)!
    const pool = new Set([...judgedIds(first, judgements.get(first.id)), ...judgedIds(second)])
    return { first, second, pool }
  })
}

async function toolIds(): Promise<Set<string>> {
  return new Set(toolRows(await captureServers()).map(({ id }) => id))
}

/** Rows of the second labelling: `{id, gold, alternatives}`; the text is the first one's. */
async function readSecond(firsts: ReadonlyMap<string, QueryRow>): Promise<QueryRow[]> {
  const lines = (await readText(atRoot(SECOND))).split('\n').filter((text) => text.trim() !== '')
  const rows = lines.map((text) => {
    const row = JSON.parse(text) as QueryRow
    const first = firsts.get(row.id)
    if (first !== undefined) return JSON.stringify({ ...row, text: first.text })
    throw new CribError('eval-invalid', `${SECOND} labels ${row.id}, which is no task. Correct the id.`, {
      details: { file: SECOND, query: row.id },
    })
  })
  return parseQueries(rows.join('\n'), SECOND)
}
