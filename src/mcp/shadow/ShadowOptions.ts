import { z } from 'zod'
import { CribError } from '../../errors.js'
import type { ShadowTurn } from '../../eval/shadow/ShadowTurn.js'

/** What shadow mode does with what it sees. */
export interface ShadowOptions {
  /** Called with each turn when it is over. What it throws is dropped: the host must not notice it. */
  log: (turn: ShadowTurn) => void
  /** False: only hashes of tasks are logged, and no messages before them. Default true. */
  logTasks?: boolean | undefined
}

/** Options of tools that can be tried without being used. */
export interface ShadowModeOptions {
  /**
   * `select` (default): lists hold what fits the task. `shadow`: lists hold everything, unchanged, and what would have been
   * chosen and what was called is logged; needs `shadow`.
   */
  mode?: 'select' | 'shadow' | undefined
  /** Needed by `mode: 'shadow'`, and refused without it. */
  shadow?: ShadowOptions | undefined
}

const isFunction = z.custom((value) => typeof value === 'function', 'expected a function')

/** Shape of {@link ShadowModeOptions}. */
export const SHADOW_SHAPE = {
  mode: z.enum(['select', 'shadow']).optional(),
  shadow: z.strictObject({ log: isFunction, logTasks: z.boolean().optional() }).optional(),
} as const

/**
 * The options of shadow mode, or undefined in the other one. `what` was given them, for the message.
 *
 * @throws CribError `option-invalid` where one of the two is there without the other
 */
export function shadowOptionsOf(
  what: string,
  { mode, shadow }: ShadowModeOptions,
): ShadowOptions | undefined {
  if ((mode === 'shadow') === (shadow !== undefined)) return shadow
  const message =
    mode === 'shadow'
      ? `The mode of ${what} is "shadow", and nothing says where to log. Give shadow: { log }.`
      : `${what} was given shadow without mode: "shadow", so nothing would be logged. Give both or neither.`
  const [option, value] = mode === 'shadow' ? ['mode', mode] : ['shadow', shadow]
  throw new CribError('option-invalid', message, { details: { option, value } })
}
