import { contentHash } from 'toolcrib'
import type { ServerTask, Split } from './ServerTask.js'

/**
 * Halves tasks: sorted by kind, by language or length, by server, and within those by the hash of the id, every other one is
 * `dev`. So both halves hold as many of each kind and nearly as many of each language and server, and nobody chose.
 *
 * @returns the half by id
 */
export function assignSplits(tasks: readonly ServerTask[]): Map<string, Split> {
  const keyed = tasks.map((task) => ({
    id: task.id,
    key: [...stratum(task), contentHash(task.id)].join('\n'),
  }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1))
  return new Map(keyed.map(({ id }, at) => [id, at % 2 === 0 ? 'dev' : 'test']))
}

function stratum({ kind, lang, length, group }: ServerTask): string[] {
  return [kind, lang ?? '', length ?? '', group ?? '']
}

/** Server of the first tool that a task needs, or `none`: what tasks are grouped by. */
export function groupOf({ gold }: Pick<ServerTask, 'gold'>): string {
  const [first] = gold
  return first === undefined ? 'none' : first.slice(0, first.indexOf('/'))
}
