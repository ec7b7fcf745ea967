import { CribError } from '../errors.js'
import { showValue } from '../text/showValue.js'

/** How much of an embedder that a transformer is a part of is the table. */
export interface TableShareOption {
  /** What the table's vectors weigh beside the transformer's, 0 (none) to 1 (alone). Default: as chosen on train/ for the model. */
  tableShare?: number | undefined
}

/** The share as it is. Throws `option-invalid` unless it is undefined or from 0 to 1. */
export function checkTableShare(tableShare: number | undefined): number | undefined {
  if (tableShare === undefined || isShare(tableShare)) return tableShare
  const message = `The option \`tableShare\` is ${showValue(tableShare)}; it must be a number from 0 (the transformer alone) to 1 (the table alone).`
  throw new CribError('option-invalid', message, { details: { option: 'tableShare', value: tableShare } })
}

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1
}
