import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dot } from '../../src/vector/dot.js'
import { normalize } from '../../src/vector/normalize.js'
import { packVector, unpackVector } from '../../src/vector/packVector.js'

const vectors = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 32, maxLength: 32 })
  .filter((values) => values.some((value) => Math.abs(value) > 0.1))
  .map((values) => normalize(values))

it('keeps the direction, and packs what it unpacked to the same text', () => {
  fc.assert(
    fc.property(vectors, (vector) => {
      const text = packVector(vector)
      const back = unpackVector(text, 32)!
      expect(dot(back, vector)).toBeGreaterThan(0.999)
      expect(dot(back, back)).toBeCloseTo(1, 5)
      expect(packVector(back)).toBe(text)
    }),
  )
})

it('knows what is no packed vector of that length', () => {
  expect([...unpackVector(packVector(Float32Array.of(0, 0)), 2)!]).toEqual([0, 0])
  expect([...unpackVector(packVector(Float32Array.of(0, -0.5)), 2)!]).toEqual([0, -1])
  expect(unpackVector(packVector(Float32Array.of(1, 0)), 3)).toBeUndefined()
  expect(unpackVector('not base64!', 8)).toBeUndefined()
})
