import type { Evidence } from '../../checkup/Evidence.js'
import { drawn } from '../../eval/drawn.js'
import { checkGold, parseQueries, type QueryRow } from '../../eval/index.js'
import type { Catalog } from '../../tool/Catalog.js'
import type { CliIo } from '../CliIo.js'
import { count } from '../format.js'
import { readTextFile } from '../readTextFile.js'

/** Tasks of a file that are measured at most: more would narrow intervals that are narrow already. */
const MOST_TASKS = 2_000

/** Tasks and logged calls, in the format of `toolcrib eval`. */
export interface EvidenceFiles {
  tasks: QueryRow[] | undefined
  log: QueryRow[] | undefined
}

/** Reads both files, before any server is started: a mistake in them is told at once. */
export async function readEvidence(
  args: { tasks?: string; log?: string },
  io: CliIo,
): Promise<EvidenceFiles> {
  const read = async (file: string | undefined, option: string) =>
    file === undefined ? undefined : parseQueries(await readTextFile(file, option, io), file)
  return { tasks: await read(args.tasks, '--tasks'), log: await read(args.log, '--log') }
}

/**
 * What can be measured on a catalog. A label that names no tool is a mistake (`eval-invalid`); a logged call may name a tool
 * that has gone since, by its id or by its name on the wire, and is then left out.
 */
export function evidenceOf({ tasks, log }: EvidenceFiles, catalog: Catalog): Evidence[] {
  const evidence: Evidence[] = []
  if (tasks !== undefined) {
    checkGold(tasks, (id) => catalog.get(id)?.id === id)
    evidence.push(sampled({ kind: 'tasks', rows: tasks, leftOut: [] }))
  }
  if (log !== undefined) evidence.push(sampled(knownCalls(log, catalog)))
  return evidence
}

function knownCalls(log: readonly QueryRow[], catalog: Catalog): Evidence {
  const rows = log.map((row) => ({ ...row, gold: row.gold.flatMap((id) => catalog.get(id)?.id ?? []) }))
  const lost = log.filter((row, at) => row.gold.length > rows[at]!.gold.length).length
  const leftOut =
    lost === 0
      ? []
      : [
          `${count(lost, 'logged request')} called tools that are not in this catalog; those calls are left out.`,
        ]
  return { kind: 'log', rows, leftOut }
}

function sampled({ kind, rows, leftOut }: Evidence): Evidence {
  const labelled = rows.filter(({ gold }) => gold.length > 0)
  const none = rows.length - labelled.length
  const some = labelled.length > MOST_TASKS
  return {
    kind,
    rows: some ? drawn(labelled, { most: MOST_TASKS, seed: 0 }) : labelled,
    leftOut: [
      ...leftOut,
      ...(none === 0 ? [] : [`${count(none, 'task')} without a tool of this catalog left out.`]),
      ...(some ? [`${count(MOST_TASKS, 'task')} drawn of ${labelled.length} (seed 0).`] : []),
    ],
  }
}
