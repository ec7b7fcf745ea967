import { CribError } from 'toolcrib'
import { parseQueries, type QueryRow } from 'toolcrib/eval'

/** How many tasks of each kind one author writes, and what sort they are (datasets/servers/README.md). */
export const KINDS = ['direct', 'indirect', 'multi', 'context', 'turns', 'lang', 'none'] as const

/** A labelled task of datasets/servers. */
export interface ServerTask extends QueryRow {
  kind: (typeof KINDS)[number]
  /** ISO 639-1 code; absent: English. */
  lang?: string
  /** Of `context` tasks: 15 to 42 words, or 75 to 210. */
  length?: 'short' | 'long'
}

/** The half of the tasks that is looked at while developing, and the one that is run once a release. */
export type Split = 'dev' | 'test'

/**
 * Reads tasks in JSON Lines.
 *
 * @throws CribError `eval-invalid` for what `parseQueries` refuses, and for a kind, language or length that is none
 */
export function parseServerTasks(text: string, file: string): ServerTask[] {
  const extras = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return parseQueries(text, file).map((row, at) => {
    const { lang, length } = extras[at] ?? {}
    const problem = oddExtra(row, lang, length)
    if (problem !== undefined)
      throw new CribError('eval-invalid', `${file}: task ${row.id} ${problem}. Correct it.`, {
        details: { file, query: row.id },
      })
    return {
      ...row,
      ...(lang === undefined ? {} : { lang }),
      ...(length === undefined ? {} : { length }),
    } as ServerTask
  })
}

function oddExtra({ kind }: QueryRow, lang: unknown, length: unknown): string | undefined {
  if (!(KINDS as readonly unknown[]).includes(kind)) return `is of no known kind: ${JSON.stringify(kind)}`
  if (lang !== undefined && !/^[a-z]{2}$/.test(String(lang)))
    return `has the language ${JSON.stringify(lang)}`
  if (length !== undefined && length !== 'short' && length !== 'long')
    return `has the length ${JSON.stringify(length)}`
  return undefined
}

/** One line of queries.jsonl, members in a fixed order. */
export function taskLine(task: ServerTask): string {
  const { id, kind, split, group, lang, length, history, text, gold, anyOf, alternatives } = task
  return JSON.stringify({ id, kind, split, group, lang, length, history, text, gold, anyOf, alternatives })
}
