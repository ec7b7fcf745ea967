import { CribError } from 'toolcrib'
import type { QueryRow } from 'toolcrib/eval'

/** What a judge said of tools that contenders ranked high for a task and that its labels do not name. */
export interface Judgement {
  /** Id of the task. */
  task: string
  /** By gold id: tools that do that step as well. Default: none. */
  relevant?: Readonly<Record<string, readonly string[]>>
  /** Tools that do not. Default: none. */
  not?: readonly string[]
}

/**
 * Reads judgements in JSON Lines: one a task.
 *
 * @param rows - the tasks that are judged
 * @throws CribError `eval-invalid` for a line that is none, a task that is not there or judged twice, a key of `relevant` that
 *   is no gold tool of the task, and a tool that is said to do it and not to
 */
export function parseJudgements(
  text: string,
  file: string,
  rows: readonly QueryRow[],
): Map<string, Judgement> {
  const tasks = new Map(rows.map((row) => [row.id, row]))
  const found = new Map<string, Judgement>()
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const judgement = parseLine(line)
    const problem = judgement === undefined ? 'is no judgement' : faultOf(judgement, tasks, found)
    if (problem !== undefined)
      throw new CribError('eval-invalid', `${file}, line ${at + 1} ${problem}. Correct or remove it.`, {
        details: { file, line: at + 1 },
      })
    if (judgement !== undefined) found.set(judgement.task, judgement)
  }
  return found
}

function parseLine(line: string): Judgement | undefined {
  try {
    const { task, relevant = {}, not = [] } = JSON.parse(line) as Judgement
    const lists = [not, ...Object.values(relevant)]
    const isSound = lists.every((ids) => Array.isArray(ids) && ids.every((id) => typeof id === 'string'))
    return isSound && typeof task === 'string' ? { task, relevant, not } : undefined
  } catch {
    return undefined
  }
}

function faultOf(
  { task, relevant = {}, not = [] }: Judgement,
  tasks: ReadonlyMap<string, QueryRow>,
  found: ReadonlyMap<string, Judgement>,
): string | undefined {
  const row = tasks.get(task)
  if (row === undefined) return `judges ${JSON.stringify(task)}, which is no task`
  if (found.has(task)) return `judges ${task}, which an earlier line does`
  const stray = Object.keys(relevant).find((gold) => !row.gold.includes(gold))
  if (stray !== undefined)
    return `says what does as well as ${JSON.stringify(stray)}, which is no gold tool of ${task}: mend the labels instead`
  const both = Object.values(relevant)
    .flat()
    .find((id) => not.includes(id))
  return both === undefined ? undefined : `says of ${both} that it serves ${task} and that it does not`
}

/** The task with what was judged to do as well as its gold among its alternatives. */
export function withJudgement(row: QueryRow, { relevant = {} }: Judgement): QueryRow {
  const alternatives: Record<string, readonly string[]> = { ...row.alternatives }
  for (const [gold, ids] of Object.entries(relevant)) {
    if (ids.length > 0) alternatives[gold] = [...new Set([...(alternatives[gold] ?? []), ...ids])]
  }
  return Object.keys(alternatives).length === 0 ? row : { ...row, alternatives }
}

/** Every tool of which labels or judgement say whether it serves the task. */
export function judgedIds({ gold, alternatives = {} }: QueryRow, judgement?: Judgement): Set<string> {
  const { relevant = {}, not = [] } = judgement ?? {}
  return new Set([...gold, ...Object.values(alternatives).flat(), ...Object.values(relevant).flat(), ...not])
}
