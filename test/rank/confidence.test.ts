import { expect, it } from 'vitest'
import { confidence } from '../../src/rank/confidence.js'

it('is the logistic function of the weighted features, rank 1 adding nothing', () => {
  const model = { bias: -1, score: 0.5, lead: 2, logRank: -1 }
  expect(confidence({ score: 2, lead: 0, rank: 1 }, model)).toBe(0.5)
  expect(confidence({ score: 2, lead: 0.5, rank: 1 }, model)).toBeCloseTo(1 / (1 + Math.exp(-1)), 12)
  expect(confidence({ score: 2, lead: 0, rank: Math.E }, model)).toBeCloseTo(1 / (1 + Math.exp(1)), 12)
})
