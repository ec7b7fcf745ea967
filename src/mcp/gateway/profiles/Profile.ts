import { CribError } from '../../../errors.js'
import { showValue } from '../../../text/showValue.js'
import { compileFilter, type Filtered } from '../../../tool/Filter.js'
import type { ProfileOptions } from './ProfileOptions.js'

/** Name of the profile at `/mcp`. */
export const DEFAULT_PROFILE = 'default'

/** One entry to the gateway, checked. */
export interface Profile {
  readonly name: string
  readonly options: ProfileOptions
  /** Whether the include and exclude rules let a tool pass; a prompt or resource has an id of the same form. */
  readonly shows: (tool: Filtered) => boolean
}

/** Most tokens of pinned tools where a profile says nothing. */
export const PINNED_TOKENS = 2_000

/** What a pass-through profile cannot have: its list is the server's own. */
const SHAPES_A_LIST = [
  'include',
  'exclude',
  'pinned',
  'pinnedTokens',
  'task',
  'maxTools',
  'maxTokens',
] as const

/**
 * @param keys Servers that a pass-through profile may name.
 * @throws CribError `option-invalid` or `glob-invalid`
 */
export function createProfile(name: string, options: ProfileOptions, keys: Iterable<string>): Profile {
  const { include, exclude, passThrough, task } = options
  const refuse = (option: string, value: unknown, why: string) => {
    const message = `The option \`${option}\` of profile ${showValue(name)} is ${showValue(value)}: ${why}.`
    throw new CribError('option-invalid', message, { details: { option, value } })
  }
  if (passThrough !== undefined) {
    const known = [...keys]
    if (!known.includes(passThrough))
      refuse('passThrough', passThrough, `there is no such server. The keys are: ${known.join(', ')}`)
    const also = SHAPES_A_LIST.find((option) => options[option] !== undefined)
    if (also !== undefined)
      refuse(also, options[also], 'it has no effect beside `passThrough`. Leave one out')
  }
  const limit = (['maxTools', 'maxTokens'] as const).find((option) => options[option] !== undefined)
  if (task === undefined && limit !== undefined)
    refuse(limit, options[limit], 'it is for a profile with a `task`. Give one, or leave it out')
  if (task !== undefined && options.pinnedTokens !== undefined)
    refuse('pinnedTokens', options.pinnedTokens, 'it has no effect beside `task`, whose limit is `maxTokens`')
  return { name, options, shows: compileFilter({ include, exclude }) ?? (() => true) }
}
