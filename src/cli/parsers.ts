import { CribError } from '../errors.js'
import { LEVELS, type Level } from '../tool/Level.js'
import { formatInteger } from './format.js'

/** Integers up to here have 15 digits at most and are exact. */
const MOST = 999_999_999_999_999

/** A parser of an option's value that accepts integers from `least` to `most`. Throws `usage` naming option and value. */
export function integerOption(option: string, least: number, most = MOST): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    const bound = value > most ? `at most ${formatInteger(most)}` : `at least ${least}`
    const message = `${option} is ${JSON.stringify(text)}; it must be a whole number of ${bound}.`
    throw new CribError('usage', message, { details: { argument: option, value: text } })
  }
}

/** A parser of an option's value that accepts numbers above 0 and below 1. Throws `usage` naming option and value. */
export function shareOption(option: string): (text: string) => number {
  return (text) => {
    const value = /^(0?\.\d{1,15})$/.test(text) ? Number(text) : Number.NaN
    if (value > 0) return value
    throw new CribError(
      'usage',
      `${option} is ${JSON.stringify(text)}; it must be a number above 0 and below 1, such as 0.9.`,
      { details: { argument: option, value: text } },
    )
  }
}

/** A parser that collects a repeated option into a list. */
export function listOption(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text]
}

/** A parser of an option's value that accepts shares from 0 to 1. Throws `usage` naming option and value. */
export function fractionOption(option: string): (text: string) => number {
  return (text) => {
    const value = /^(?:\d{1,15}|\d{0,15}\.\d{1,15})$/.test(text) ? Number(text) : Number.NaN
    if (value >= 0 && value <= 1) return value
    const message = `${option} is ${JSON.stringify(text)}; it must be a share from 0 to 1, such as 0.5.`
    throw new CribError('usage', message, { details: { argument: option, value: text } })
  }
}

/** A parser of levels of detail, separated by commas. Throws `usage` naming the unknown one. */
export function levelsOption(text: string): Level[] {
  return text.split(',').map((part) => {
    const level = LEVELS.find((known) => known === part.trim())
    if (level !== undefined) return level
    throw new CribError(
      'usage',
      `--levels has ${JSON.stringify(part)}; give one or more of ${LEVELS.join(', ')}, separated by commas.`,
      { details: { argument: '--levels', value: text } },
    )
  })
}

/** A parser that collects `name=share`, one of `names` and a share from 0 to 1, into a record. Throws `usage` naming option and value. */
export function recallOption(
  option: string,
  names: readonly string[],
): (text: string, before: Record<string, number> | undefined) => Record<string, number> {
  return (text, before) => {
    const [, name, share] = /^([a-z-]+)=(.*)$/.exec(text) ?? []
    if (name !== undefined && share !== undefined && names.includes(name))
      return { ...before, [name]: fractionOption(`${option} ${name}`)(share) }
    const message = `${option} is ${JSON.stringify(text)}; it must be a policy and its recall, such as fixed=0.93; policies are ${names.join(', ')}.`
    throw new CribError('usage', message, { details: { argument: option, value: text } })
  }
}
