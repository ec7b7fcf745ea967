import { describe, expect, it } from 'vitest'
import { ownGaps } from '../../src/rank/ownGaps.js'
import { createPairWords } from '../../src/rank/pairWords.js'
import { dense, rankable, TASK_VECTOR } from './rankable.js'

const catalog = rankable(['a', 'b', 'c', 'd'])
const view = (cosines: readonly number[], candidates?: readonly number[]) => ({
  query: { terms: [], vector: TASK_VECTOR },
  dense: dense(cosines, candidates),
})

/** No tool is apart from another. */
const none = new Float32Array(4)

describe('ownGaps', () => {
  it('says how far each other tool falls behind, nearest first, ties by position', () => {
    const { positions, gaps, bound } = ownGaps(catalog, [view([1, 0.5, 0.75, 0.5])], {
      position: 0,
      limit: 9,
      apart: none,
    })
    expect([...positions]).toEqual([2, 1, 3])
    // The deviation of the cohort is 0.5.
    expect([...gaps]).toEqual([0.5, 1, 1])
    expect(bound).toBe(Number.POSITIVE_INFINITY)
  })

  it('takes the mean over the views, and a tool may win over the owner', () => {
    const views = [view([1, 0.5, 1, 0]), view([0.5, 0.5, 1, 0])]
    const { positions, gaps } = ownGaps(catalog, views, { position: 0, limit: 9, apart: none })
    expect([...positions]).toEqual([2, 1, 3])
    expect([...gaps]).toEqual([-0.5, 0.5, 1.5])
  })

  it('adds how far each is apart, before it keeps the nearest', () => {
    const apart = Float32Array.of(0, 0, 3, 0.5)
    const { positions, gaps, bound } = ownGaps(catalog, [view([1, 0.5, 0.75, 0.5])], {
      position: 0,
      limit: 2,
      apart,
    })
    expect([...positions]).toEqual([1, 3])
    expect([...gaps]).toEqual([1, 1.5])
    expect(bound).toBe(1.5)
  })

  it('keeps the limit, and tells what all others fall behind at least', () => {
    const { positions, bound } = ownGaps(catalog, [view([1, 0.5, 0.75, 0])], {
      position: 0,
      limit: 2,
      apart: none,
    })
    expect([...positions]).toEqual([2, 1])
    expect(bound).toBe(1)
  })

  it('looks at the candidates of an approximate index', () => {
    const { positions } = ownGaps(catalog, [view([1, 0.5, 0.75, 0.5], [0, 3])], {
      position: 0,
      limit: 9,
      apart: none,
    })
    expect([...positions]).toEqual([3])
  })

  it('counts words as a ranking does', () => {
    const twins = rankable(['send_mail', 'send_post', 'zoo'])
    const query = {
      terms: ['send', 'mail'].map((stem) => ({ stem, word: stem, weight: 1 })),
      vector: TASK_VECTOR,
    }
    const { positions, gaps } = ownGaps(twins, [{ query, dense: dense([1, 1, 1]) }], {
      position: 0,
      limit: 9,
      apart: none,
    })
    expect([...positions]).toEqual([1, 2])
    expect(gaps[0]).toBeGreaterThan(0)
    expect(gaps[1]).toBeGreaterThan(gaps[0]!)
  })
})

describe('createPairWords', () => {
  it('names what two tools share and what only one has, as its definition spells it', () => {
    const words = createPairWords(rankable(['constructor__proto__', 'send_mails', 'sending_posts']))
    expect(words(1, 2)).toEqual({ shared: ['send'], separating: [['mails'], ['posts']] })
    expect(words(2, 1)).toEqual({ shared: ['sending'], separating: [['posts'], ['mails']] })
    expect(words(0, 1)).toEqual({ shared: [], separating: [['constructor', 'proto'], expect.any(Array)] })
  })

  it('leaves out what is no word to a reader, and names six at most', () => {
    const words = createPairWords(rankable([`x_${'y'.repeat(41)}`, 'b c d e f g h i']))
    const [one, two] = words(1, 0).separating
    expect(one).toEqual(['x'])
    expect(two).toHaveLength(6)
  })
})
