// Written by `npm run model:confidence`; do not edit.
import type { ConfidenceModel } from '../rank/confidence.js'
import type { ConfidencePrior } from '../rank/fitCalibration.js'

/** Confidence out of the box: of signals that do not depend on what else is registered, and never rise with it. */
export const STEADY: ConfidenceModel = {
  features: ['z', 'cover', 'lead', 'crowdLead', 'parts', 'logTerms'],
  weights: [0.04484, 0.1697, 0.3752, 0.176, 0.05426, 0.546],
  bias: -2.856,
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
  weights: [0.06036, 0.1669, -0.1381, 0.1584, 0.1051, -0.3567, 0.1514, 0.07474, 0.5135, -0.1283],
  bias: -2.599,
  scale: {
    means: [9.233, 0.3346, 0.5714, -4.022, 1.909, 1.51, -3.079, 1.729, 2.596, 0.2469],
    deviations: [4.371, 0.2371, 0.3176, 4.094, 2.539, 0.6954, 3.049, 2.269, 0.7493, 0.2747],
  },
  strength: 10,
}

/** Recall, and the share of the need down to which tools have to be handed out for it. */
export const DEFAULT_RECALL: readonly (readonly [number, number])[] = [
  [0.5, 1],
  [0.6, 0.292],
  [0.7, 0.1255],
  [0.75, 0.09383],
  [0.8, 0.0644],
  [0.85, 0.0459],
  [0.9, 0.02758],
  [0.95, 0.01042],
]
