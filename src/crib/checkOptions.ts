import type { z } from 'zod'
import { CribError, refuseUnknownOptions } from '../errors.js'
import { showValue } from '../text/showValue.js'

/**
 * Checks an options object against a strict schema. Unknown keys throw `option-unknown` naming them; other faults throw
 * `option-invalid` naming the option and its value.
 */
export function checkOptions(what: string, value: unknown, schema: z.ZodObject): void {
  const result = schema.safeParse(value)
  if (result.success) return
  if (typeof value === 'object' && value !== null)
    refuseUnknownOptions(what, value, Object.keys(schema.shape))
  const issue = result.error.issues[0]
  const option = issue?.path.join('.') ?? ''
  const given = issue?.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  )
  throw new CribError(
    'option-invalid',
    `The option ${option || 'object'} of ${what} is ${showValue(given)}: ${issue?.message ?? 'not valid'}.`,
    { details: { option, value: given } },
  )
}
