import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dot } from '../../src/vector/dot.js'
import { normalize } from '../../src/vector/normalize.js'
import { naiveDot } from '../contracts/vectorIndex.js'

const vector = fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 1, maxLength: 50 })

describe('normalize', () => {
  it('gives length 1 and keeps the direction, for huge and tiny values too', () => {
    expect([...normalize([3, 0, 4])]).toEqual([0.6, 0, 0.8].map(Math.fround))
    expect([...normalize([3e-300, 4e-300])]).toEqual([0.6, 0.8].map(Math.fround))
    fc.assert(
      fc.property(vector, (values) => {
        fc.pre(values.some((value) => value !== 0))
        const unit = normalize(values)
        expect(dot(unit, unit)).toBeCloseTo(1, 5)
        values.forEach((value, i) => {
          expect(unit[i]! * value).toBeGreaterThanOrEqual(0)
        })
      }),
    )
  })

  it('leaves zeros as they are and copies', () => {
    const zeros = new Float32Array(3)
    expect(normalize(zeros)).toEqual(zeros)
    expect(normalize(zeros)).not.toBe(zeros)
  })
})

describe('dot', () => {
  it('is the textbook dot product for any length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), {
          maxLength: 40,
        }),
        (pairs) => {
          const left = Float32Array.from(pairs, (pair) => pair[0])
          const right = Float32Array.from(pairs, (pair) => pair[1])
          expect(dot(left, right)).toBe(naiveDot(left, right))
        },
      ),
    )
  })
})
