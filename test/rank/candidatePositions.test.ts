import { describe, expect, it } from 'vitest'
import { candidatePositions } from '../../src/rank/candidatePositions.js'
import { dense, rankable } from './rankable.js'

const NAMES = ['a', 'b', 'c', 'd', 'e']
const catalog = rankable(NAMES)
const all = { limit: 10 }
const of = (candidates: number[] | undefined, bm25: number[], limits: object = {}) =>
  candidatePositions(
    catalog,
    { dense: dense([], candidates), bm25: Float32Array.from(bm25) },
    { ...all, ...limits },
  )

describe('candidatePositions', () => {
  it('takes every tool where the index is exact', () => {
    expect(of(undefined, [0, 0, 0, 0, 0])).toEqual([0, 1, 2, 3, 4])
  })

  it('joins what the index found with what shares a term, and nothing else', () => {
    expect(of([3], [0, 2, 0, 1, 0])).toEqual([3, 1])
  })

  it('joins the 200 tools with the best terms', () => {
    const many = rankable(Array.from({ length: 300 }, (_, i) => `t${i}`))
    const bm25 = Float32Array.from({ length: 300 }, (_, position) => position + 1)
    const found = candidatePositions(many, { dense: dense([], [0]), bm25 }, all)
    expect([...found].sort((a, b) => a - b)).toEqual([0, ...Array.from({ length: 200 }, (_, i) => i + 100)])
  })

  it('leaves out what is not allowed, save what is always returned, once', () => {
    const limits = {
      allowed: (tool: { id: string }) => tool.id === 'd' || tool.id === 'e',
      always: new Set(['a', 'd']),
    }
    expect(of(undefined, [0, 0, 0, 0, 0], limits)).toEqual([0, 3, 4])
    expect(of([1, 3], [0, 0, 0, 0, 0], limits)).toEqual([3, 0])
  })
})
