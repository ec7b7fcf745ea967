import type { ErrorCode } from '../errors.js'
import type { Catalog } from '../tool/Catalog.js'
import type { SourceSet } from './readSources.js'

/** A tool definition that was not accepted, as it stands in `leftOut` or `broken` of the JSON documents. */
export interface LeftOut {
  server: string | null
  /** Place in its server's list, from 0. */
  index: number
  name: string | null
  code: ErrorCode
  message: string
}

/** All definitions that were lost: those that a server's list held and those that the catalog refused. */
export function leftOut({ dropped }: Pick<SourceSet, 'dropped'>, catalog: Catalog): LeftOut[] {
  return [
    ...dropped.map(
      ({ server, index, reason }): LeftOut => ({
        server,
        index,
        name: null,
        code: 'tool-invalid',
        message: reason,
      }),
    ),
    ...catalog.rejected.map(
      ({ server, index, name, error }): LeftOut => ({
        server: server ?? null,
        index,
        name: name ?? null,
        code: error.code,
        message: error.message,
      }),
    ),
  ]
}
