import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import type { LeveledCandidate } from '../LeveledPacking.js'

/** The candidates by id. Throws `option-invalid` for a number out of range, for no options, and for an id given twice. */
export function checkCandidates(candidates: readonly LeveledCandidate[]): LeveledCandidate[] {
  const sorted = [...candidates].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (let at = 0; at < sorted.length; at++) {
    const candidate = sorted[at]!
    if (at > 0 && candidate.id === sorted[at - 1]!.id) throw invalid(candidate.id, 'id', candidate.id)
    if (!isShare(candidate.usefulness)) throw invalid(candidate.id, 'usefulness', candidate.usefulness)
    if (candidate.options.length === 0) throw invalid(candidate.id, 'options', candidate.options)
    for (const { tokens, value } of candidate.options) {
      if (!(tokens >= 0 && Number.isInteger(tokens))) throw invalid(candidate.id, 'tokens', tokens)
      if (!isShare(value)) throw invalid(candidate.id, 'value', value)
    }
  }
  return sorted
}

const WANTED = {
  id: 'is there twice. Give each candidate an id of its own',
  usefulness: 'is out of range. Give 0 to 1',
  options: 'is empty. Give at least one option',
  tokens: 'is no count. Give a whole number, 0 or more',
  value: 'is out of range. Give 0 to 1',
} as const

// NaN fails both comparisons.
const isShare = (value: number) => value >= 0 && value <= 1

function invalid(id: string, option: keyof typeof WANTED, value: unknown): CribError {
  const message = `Of the candidate ${showValue(id)}, ${option} ${showValue(value)} ${WANTED[option]}.`
  return new CribError('option-invalid', message, { details: { option, value, id } })
}
