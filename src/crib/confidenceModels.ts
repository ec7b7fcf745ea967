// Written by `npm run model:confidence`; do not edit.
import type { ConfidenceModel } from '../rank/confidence.js'
import type { ConfidencePrior } from '../rank/fitCalibration.js'

/** Confidence out of the box: of signals that do not depend on what else is registered, and never rise with it. */
export const STEADY: ConfidenceModel = {
  features: ['z', 'cover', 'lead', 'crowdLead', 'wishLead', 'wishCrowdLead', 'parts', 'logTerms'],
  weights: [0.053335, 0.14891, 0.1863, 0.039449, 0.2818, 0.11448, 0.03183, 0.43827],
  bias: -2.584,
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
    0.052409, 0.59392, -0.34866, 0.11983, 0.041979, -0.31699, 0.048681, 0.028753, 0.22845, 0.093624, 0.44257,
    -0.50111,
  ],
  bias: -2.316,
  scale: {
    means: [
      9.4021, 0.33311, 0.56868, -4.087, 1.9142, 1.5104, -3.1344, 1.6726, -2.4888, 2.2171, 2.5956, 0.24731,
    ],
    deviations: [
      4.4843, 0.23697, 0.31734, 4.1452, 2.6186, 0.69541, 3.135, 2.3541, 3.1848, 2.6548, 0.74934, 0.27457,
    ],
  },
  strength: 10,
}

/** Recall, and the share of the need down to which tools have to be handed out for it. */
export const DEFAULT_RECALL: readonly (readonly [number, number])[] = [
  [0.5, 1],
  [0.6, 0.2893],
  [0.7, 0.1246],
  [0.75, 0.09083],
  [0.8, 0.05782],
  [0.85, 0.03962],
  [0.9, 0.02125],
  [0.95, 0.006704],
]
