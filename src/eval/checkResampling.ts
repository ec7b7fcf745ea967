import { CribError, refuseUnknownOptions } from '../errors.js'
import { showValue } from '../text/showValue.js'
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
  refuseUnknownOptions('The evaluation', options, known)
  const { resamples = 1000, seed = 0 } = options
  if (!Number.isInteger(resamples) || resamples < 1 || resamples > MAX_RESAMPLES) {
    throw invalid('resamples', resamples, `an integer from 1 to ${MAX_RESAMPLES}`)
  }
  if (!Number.isSafeInteger(seed)) throw invalid('seed', seed, 'a safe integer')
  return { resamples, seed }
}

function invalid(option: string, value: unknown, expected: string): CribError {
  return new CribError('option-invalid', `${option} is ${showValue(value)}; give ${expected}.`, {
    details: { option, value },
  })
}
