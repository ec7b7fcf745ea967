import { CribError } from '../errors.js'
import type { QueryRow } from '../eval/index.js'
import type { CliIo } from './CliIo.js'
import { createProgress } from './Progress.js'

/**
 * Does `work` for one query after another, with a progress line that begins with `doing`.
 *
 * @throws CribError `eval-invalid` naming a query that has no text
 */
export async function eachQuery<Result>(
  queries: readonly QueryRow[],
  { doing, work }: { doing: string; work: (query: QueryRow) => Promise<Result> },
  io: CliIo,
): Promise<Result[]> {
  const progress = createProgress(io)
  const started = io.now()
  const results: Result[] = []
  try {
    for (const query of queries) {
      results.push(await naming(query, work))
      const left = ((io.now() - started) / results.length) * (queries.length - results.length)
      progress.show(
        `${doing}: ${results.length} of ${queries.length} queries, ${Math.ceil(left / 1000)} s left`,
      )
    }
  } finally {
    progress.clear()
  }
  return results
}

async function naming<Result>(query: QueryRow, work: (query: QueryRow) => Promise<Result>): Promise<Result> {
  try {
    return await work(query)
  } catch (error) {
    if (!CribError.is(error) || error.code !== 'task-empty') throw error
    const message = `Query ${JSON.stringify(query.id)} has no text. Give it one or remove it.`
    throw new CribError('eval-invalid', message, { details: { query: query.id }, cause: error })
  }
}
