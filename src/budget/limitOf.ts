import { CribError } from '../errors.js'

/**
 * The limit of that name in `limits`, infinity where there is none. Throws `option-invalid` for what is no number from 0:
 * nothing compares as more than NaN, so it would be no limit at all.
 */
export function limitOf<K extends string>(
  option: K,
  limits: { readonly [key in K]?: number | undefined },
): number {
  const value = limits[option] ?? Number.POSITIVE_INFINITY
  if (value >= 0) return value
  throw new CribError('option-invalid', `The limit ${option} is ${value}. Give 0 or more, or leave it out.`, {
    details: { option, value },
  })
}
