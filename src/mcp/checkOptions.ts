import { CribError } from '../errors.js'

/**
 * Refuses options that would silently do nothing.
 *
 * @param of What takes the options, for the message.
 * @param rules `known`: every accepted key; `positiveIntegers`: keys whose value, where given, is an integer of 1 or more.
 * @throws CribError `option-unknown` or `option-invalid`.
 */
export function checkOptions(
  of: string,
  options: object,
  rules: { known: readonly string[]; positiveIntegers?: readonly string[] },
): void {
  const keys = Object.keys(options).filter((key) => !rules.known.includes(key))
  if (keys.length > 0) {
    const message = `${of} does not know ${keys.join(', ')}. Known: ${rules.known.join(', ')}.`
    throw new CribError('option-unknown', message, { details: { keys, known: rules.known } })
  }
  for (const option of rules.positiveIntegers ?? []) {
    const value: unknown = (options as Record<string, unknown>)[option]
    if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 1)) continue
    const message = `${of}: ${option} is ${String(value)}. Give an integer of 1 or more.`
    throw new CribError('option-invalid', message, { details: { option, value } })
  }
}
