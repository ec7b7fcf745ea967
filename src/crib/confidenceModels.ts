// Written by `npm run model:confidence`; do not edit.
import type { ConfidenceModel } from '../rank/confidence.js'
import type { ConfidencePrior } from '../rank/fitCalibration.js'

/** Confidence out of the box: of signals that do not depend on what else is registered, and never rise with it. */
export const STEADY: ConfidenceModel = {
  features: ['z', 'cover', 'lead', 'crowdLead', 'wishLead', 'wishCrowdLead', 'parts', 'logTerms'],
  weights: [0.04996, 0.1453, 0.1784, 0.04335, 0.291, 0.1147, 0.0213, 0.4384],
  bias: -2.561,
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
    'wishLead',
    'wishCrowdLead',
    'logTerms',
    'nameShare',
  ],
  weights: [
    0.05067, 0.5724, -0.3312, 0.1236, 0.04887, -0.2782, 0.04529, 0.02989, 0.2331, 0.0927, 0.434, -0.5148,
  ],
  bias: -2.337,
  scale: {
    means: [9.406, 0.3335, 0.5689, -4.083, 1.927, 1.51, -3.13, 1.677, -2.488, 2.219, 2.596, 0.2472],
    deviations: [4.488, 0.2374, 0.3174, 4.143, 2.614, 0.6954, 3.133, 2.347, 3.182, 2.652, 0.7493, 0.2745],
  },
  strength: 10,
}

/** Recall, and the share of the need down to which tools have to be handed out for it. */
export const DEFAULT_RECALL: readonly (readonly [number, number])[] = [
  [0.5, 1],
  [0.6, 0.2947],
  [0.7, 0.1266],
  [0.75, 0.09257],
  [0.8, 0.05988],
  [0.85, 0.04061],
  [0.9, 0.02202],
  [0.95, 0.006849],
]
