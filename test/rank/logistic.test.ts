import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/eval/seededRandom.js'
import { fitLogistic, probability } from '../../src/rank/logistic.js'

const next = seededRandom(1)
const random = () => next() / 2 ** 32
const truth = { weights: [1.5, -0.7], bias: 0.4 }
const rows = Array.from({ length: 6000 }, () => [4 * random() - 2, 10 * random()])
const labels = rows.map((row) => (random() < probability(row, truth) ? 1 : 0))
const value = (most: number) => fc.double({ min: -most, max: most, noNaN: true })

describe('fitLogistic', () => {
  it('finds the coefficients that data was drawn with', () => {
    const { weights, bias } = fitLogistic({ rows, labels }, { strength: 0.01 })
    expect(Math.abs(weights[0]! - 1.5)).toBeLessThan(0.15)
    expect(Math.abs(weights[1]! + 0.7)).toBeLessThan(0.06)
    expect(Math.abs(bias - 0.4)).toBeLessThan(0.2)
  })

  it('stays at the prior without data to speak of, and leaves it with much', () => {
    const centre = { weights: [0.2, 0.3], bias: -1 }
    const few = fitLogistic({ rows: rows.slice(0, 3), labels: [1, 0, 1] }, { centre, strength: 1e6 })
    expect(few.weights[0]).toBeCloseTo(0.2, 4)
    expect(few.weights[1]).toBeCloseTo(0.3, 4)
    const many = fitLogistic({ rows, labels }, { centre, strength: 1 })
    expect(Math.abs(many.weights[1]! + 0.7)).toBeLessThan(0.06)
  })

  it('keeps signs, and counts rows as told', () => {
    const { weights } = fitLogistic({ rows, labels }, { strength: 1, signs: [1, 1] })
    expect(weights[1]).toBe(0)
    expect(weights[0]).toBeGreaterThan(0)
    const twice = fitLogistic({ rows: [[1], [1], [0]], labels: [1, 0, 0] }, { strength: 0.1 })
    const counted = fitLogistic(
      { rows: [[1], [1], [0], [0]], labels: [1, 0, 0, 0], counts: [1, 1, 0.5, 0.5] },
      { strength: 0.1 },
    )
    expect(counted.weights[0]).toBeCloseTo(twice.weights[0]!, 8)
    expect(counted.bias).toBeCloseTo(twice.bias, 8)
  })

  it('arrives at the mode from any centre, also where plain Newton steps run away', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value(3), value(3), fc.boolean()), { minLength: 1, maxLength: 40 }),
        fc.tuple(value(8), value(8)),
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        (points, weights, strength) => {
          const data = { rows: points.map(([a, b]) => [a, b]), labels: points.map(([, , y]) => (y ? 1 : 0)) }
          const scale = { means: [0, 0], deviations: [1, 1] }
          const fitted = fitLogistic(data, { centre: { weights, bias: 0 }, strength }, scale)
          for (const [i, weight] of fitted.weights.entries()) {
            const slope = data.rows.reduce(
              (sum, row, at) => sum + row[i]! * (data.labels[at]! - probability(row, fitted)),
              strength * (weights[i]! - weight),
            )
            expect(Math.abs(slope)).toBeLessThan(1e-3)
          }
        },
      ),
    )
  })
})
