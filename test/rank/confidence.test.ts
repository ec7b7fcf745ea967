import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LOCAL_PRIOR, STEADY } from '../../src/crib/confidenceModels.js'
import { type ConfidenceView, confidence, featureValues } from '../../src/rank/confidence.js'
import { coverageTrust } from '../../src/rank/confidences.js'

const view: ConfidenceView = {
  score: 8,
  similarityZ: 3,
  lexical: 0.4,
  cover: 0.5,
  lead: 1,
  crowdLead: 4,
  wishLead: 0,
  wishCrowdLead: 0,
  ahead: 2,
  above: 5,
  rank: 1,
  terms: 5,
  parts: 1,
  nameShare: () => 0.25,
}

describe('confidence', () => {
  it('is the logistic function of the named features', () => {
    const features = ['score', 'logRank', 'nameShare'] as const
    expect(featureValues({ ...view, rank: Math.E }, features)).toEqual([8, 1, 0.25])
    const model = { features, weights: [0.5, -1, 2], bias: -3.5 }
    expect(confidence({ ...view, rank: Math.E }, model)).toBeCloseTo(0.5, 12)
    expect(confidence(view, model)).toBeCloseTo(1 / (1 + Math.exp(-1)), 12)
  })

  it('out of the box looks at nothing that may rise when tools are added, and with signs that cannot', () => {
    expect(STEADY.features).toEqual([
      'z',
      'cover',
      'lead',
      'crowdLead',
      'wishLead',
      'wishCrowdLead',
      'parts',
      'logTerms',
    ])
    for (const weight of STEADY.weights.slice(0, 6)) expect(weight).toBeGreaterThanOrEqual(0)
    expect(LOCAL_PRIOR.weights).toHaveLength(LOCAL_PRIOR.features.length)
  })

  it('falls with the share of unknown words below the bar, and with nothing above it', () => {
    expect(coverageTrust()).toBe(1)
    expect(coverageTrust(0.6)).toBe(1)
    expect(coverageTrust(0.3)).toBeCloseTo(0.5, 12)
    expect(coverageTrust(0)).toBe(0)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (coverage) => {
        expect(coverageTrust(coverage)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
