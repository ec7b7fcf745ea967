import type { z } from 'zod'
import { CribError } from '../errors.js'

/**
 * Checks an options object against a strict schema. Unknown keys throw `option-unknown` naming them; other faults throw
 * `option-invalid` naming the option and its value.
 */
export function checkOptions(what: string, value: unknown, schema: z.ZodObject): void {
  const result = schema.safeParse(value)
  if (result.success) return
  const known = Object.keys(schema.shape)
  const unknown = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  )
  if (unknown.length > 0) {
    throw new CribError(
      'option-unknown',
      `${what} does not know ${unknown.map((key) => JSON.stringify(key)).join(', ')}. Known options: ${known.join(', ')}.`,
      {
        details: { keys: unknown, known },
      },
    )
  }
  const issue = result.error.issues[0]
  const option = issue?.path.join('.') ?? ''
  const given = issue?.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  )
  throw new CribError(
    'option-invalid',
    `The option ${option || 'object'} of ${what} is ${shown(given)}: ${issue?.message ?? 'not valid'}.`,
    {
      details: { option, value: given },
    },
  )
}

function shown(value: unknown): string {
  const text =
    typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol'
      ? String(value)
      : JSON.stringify(value)
  return String(text).slice(0, 120)
}
