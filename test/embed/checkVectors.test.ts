import { describe, expect, it } from 'vitest'
import { checkVectors } from '../../src/embed/checkVectors.js'

const expected = { embedder: 'mine:1', dimensions: 2, texts: 2 }

describe('checkVectors', () => {
  it('returns vectors of length 1 or 0', () => {
    const vectors = [Float32Array.of(0.6, 0.8), Float32Array.of(0, 0)]
    expect(checkVectors(vectors, expected)).toEqual(vectors)
  })

  it.each([
    ['no array', 'vectors', /string/],
    ['too few', [Float32Array.of(1, 0)], /1 vectors for 2 texts/],
    [
      'plain arrays',
      [
        [1, 0],
        [0, 1],
      ],
      /vector 0 .*Float32Array/,
    ],
    ['another dimension', [Float32Array.of(1, 0), Float32Array.of(1)], /vector 1 one of 1 values/],
    ['a value that is no number', [Float32Array.of(Number.NaN, 0), Float32Array.of(1, 0)], /not finite/],
    ['another length', [Float32Array.of(1, 0), Float32Array.of(1, 1)], /vector 1 one of length 1\.41/],
  ])('refuses %s', (_name, vectors, message) => {
    const call = () => checkVectors(vectors, expected)
    expect(call).toThrow(
      expect.objectContaining({ code: 'embedder-failed', details: { embedder: 'mine:1' } }),
    )
    expect(call).toThrow(message)
  })
})
