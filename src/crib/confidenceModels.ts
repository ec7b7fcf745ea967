// Written by `npm run model:confidence`; do not edit.
import type { ConfidenceModel } from '../rank/confidence.js'
import type { ConfidencePrior } from '../rank/fitCalibration.js'

/** Confidence out of the box: of signals that do not depend on what else is registered, and never rise with it. */
export const STEADY: ConfidenceModel = {
  features: ['z', 'cover', 'lead', 'crowdLead', 'parts', 'logTerms'],
  weights: [0.04049, 0.221, 0.3745, 0.1812, 0.05357, 0.5235],
  bias: -2.826,
}

/** What a calibration begins with. */
export const LOCAL_PRIOR: ConfidencePrior = {
  features: [
    'score',
    'lexical',
    'cover',
    'ahead',
    'above',
    'logRank',
    'lead',
    'crowdLead',
    'logTerms',
    'nameShare',
  ],
  weights: [0.05993, 0.2062, -0.1355, 0.1568, 0.1028, -0.3202, 0.1573, 0.07682, 0.483, -0.07767],
  bias: -2.578,
  scale: {
    means: [9.216, 0.3389, 0.5736, -4.011, 1.897, 1.51, -3.056, 1.7, 2.596, 0.2454],
    deviations: [4.386, 0.2403, 0.3171, 4.09, 2.544, 0.6954, 3.033, 2.267, 0.7493, 0.2743],
  },
  strength: 10,
}

/** Recall, and the share of the need down to which tools have to be handed out for it. */
export const DEFAULT_RECALL: readonly (readonly [number, number])[] = [
  [0.5, 1],
  [0.6, 0.2918],
  [0.7, 0.1276],
  [0.75, 0.09552],
  [0.8, 0.06544],
  [0.85, 0.04643],
  [0.9, 0.02561],
  [0.95, 0.01035],
]
