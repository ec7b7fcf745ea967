import { CribError } from 'toolcrib'

/** Digits of a packed value: as many different values as there are may stand in one list. */
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Decimals that are kept: a paired test of shares of tools asks for no more. */
const DECIMALS = 4

/** A list of values of which few differ: the different ones, and for each place the digit of its value. */
export interface PackedValues {
  levels: number[]
  at: string
}

/** Packs a list; values are rounded to four decimals. Throws `eval-invalid` where more than 62 differ. */
export function packValues(values: readonly number[]): PackedValues {
  const rounded = values.map(roundedValue)
  const levels = [...new Set(rounded)].sort((a, b) => a - b)
  if (levels.length > DIGITS.length)
    throw new CribError(
      'eval-invalid',
      `A baseline keeps lists of at most ${DIGITS.length} different values, and this one has ${levels.length}. Keep its mean alone.`,
      { details: { levels: levels.length } },
    )
  const digits = new Map(levels.map((level, at) => [level, DIGITS[at]]))
  return { levels, at: rounded.map((value) => digits.get(value)).join('') }
}

/** The list again. */
export function unpackValues({ levels, at }: PackedValues): number[] {
  return [...at].map((digit) => levels[DIGITS.indexOf(digit)]!)
}

/** A value as it is kept: one that was kept is compared with one that was rounded alike. */
export function roundedValue(value: number): number {
  return Number(value.toFixed(DECIMALS))
}
