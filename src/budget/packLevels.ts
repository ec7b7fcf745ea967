import { CribError } from '../errors.js'
import type { LeveledCandidate, LeveledPacking, PackLimits } from './LeveledPacking.js'
import { compileProblem } from './packing/compileProblem.js'
import { describePacking } from './packing/describePacking.js'
import { solveProblem } from './packing/solveProblem.js'

/**
 * Chooses tools and their levels together: the packing of the highest value (sum of usefulness times value of the level)
 * within the limits. In this order:
 *
 * 1. No limit is exceeded, every pinned tool is taken, and whatever is taken has its prerequisites: of each group of
 *    `needs` one tool at a callable option. A tool whose prerequisites cannot be had is not taken. Tools that need one
 *    another are taken together or not at all.
 * 2. As many needs of pinned tools as can be are met; the rest is reported as `unmet`.
 * 3. As many intents as can be are covered: each by a tool that serves it, at a callable option.
 * 4. The value is as high as can be. Values that differ by less than 1e-7 count as equal; of equals the packing with fewer
 *    tokens of tools is taken, then the one found first in an order that goes by id. The order of the input plays no part.
 *
 * Up to 60 candidates the result is proven best (`exact`), save where 500,000 decisions do not suffice; above, the gap to
 * the proven `bound` is kept small. docs/packing.md says how, and what was measured.
 *
 * Throws `pins-over-budget` where the pinned tools at their cheapest options exceed `maxTokens` or `maxTools`, and
 * `option-invalid` for a number out of range (tokens are whole), a candidate without options, and an id given twice.
 */
export function packLevels(candidates: readonly LeveledCandidate[], limits: PackLimits): LeveledPacking {
  const compiled = compileProblem(candidates, limits)
  return describePacking(compiled, limits, solveProblem(compiled.problem, toleranceOf(limits)))
}

function toleranceOf({ tolerance = 0 }: PackLimits): number {
  if (tolerance >= 0 && tolerance <= 1) return tolerance
  throw new CribError(
    'option-invalid',
    `The tolerance of a packing is ${tolerance}. Give a share from 0 to 1.`,
    {
      details: { option: 'tolerance', value: tolerance },
    },
  )
}
