import { CribError } from '../errors.js'
import type { QueryRow } from './QueryRow.js'

/**
 * Makes sure that every gold id and every alternative names a tool: a misspelt one could never be found, and would count
 * as a miss of the ranking.
 *
 * @param rows - as `parseQueries` gives them
 * @param hasId - whether a tool has exactly that id
 * @throws CribError `eval-invalid` with details `{ query, id, field }` for the first unknown id
 */
export function checkGold(rows: readonly QueryRow[], hasId: (id: string) => boolean): void {
  for (const row of rows) {
    for (const id of row.gold) if (!hasId(id)) throw unknownId(row, id, 'gold')
    for (const id of Object.values(row.alternatives ?? {}).flat()) {
      if (!hasId(id)) throw unknownId(row, id, 'alternatives')
    }
  }
}

function unknownId(row: QueryRow, id: string, field: string): CribError {
  const message =
    `Query ${JSON.stringify(row.id)} names ${JSON.stringify(id)} in "${field}", and no tool has that id. ` +
    'Correct the id, or give the tools file that the queries were written for.'
  return new CribError('eval-invalid', message, { details: { query: row.id, id, field } })
}
