import { CribError } from '../errors.js'
import type { ResampleOptions } from './resampleMeans.js'

/** Most samples: ten times what a p value of three digits needs. */
const MAX_RESAMPLES = 1_000_000

/**
 * The options with defaults filled in.
 *
 * @param known - names of the options that the caller takes, `resamples` and `seed` included
 * @throws CribError `option-unknown`, `option-invalid`
 */
export function checkResampling(
  options: ResampleOptions,
  known: readonly string[],
): Required<ResampleOptions> {
  const keys = Object.keys(options).filter((key) => !known.includes(key))
  if (keys.length > 0) {
    throw new CribError(
      'option-unknown',
      `Unknown option ${keys.join(', ')}; known are ${known.join(', ')}.`,
      {
        details: { keys, known },
      },
    )
  }
  const { resamples = 1000, seed = 0 } = options
  if (!Number.isInteger(resamples) || resamples < 1 || resamples > MAX_RESAMPLES) {
    throw invalid('resamples', resamples, `an integer from 1 to ${MAX_RESAMPLES}`)
  }
  if (!Number.isSafeInteger(seed)) throw invalid('seed', seed, 'a safe integer')
  return { resamples, seed }
}

function invalid(option: string, value: unknown, expected: string): CribError {
  return new CribError('option-invalid', `${option} is ${String(value)}; give ${expected}.`, {
    details: { option, value },
  })
}
