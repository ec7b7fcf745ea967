import { describe, expect, it } from 'vitest'
import type { TaskIntent } from '../../src/rank/RankableCatalog.js'
import { scoreTools } from '../../src/rank/scoreTools.js'
import { dense, rankable, TASK_VECTOR } from './rankable.js'

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const catalog = rankable(IDS)
const query = { terms: [], vector: TASK_VECTOR }
/** By the whole task a is best and h last; the second wish asks for h alone. */
const WHOLE = [30, 29, 28, 27, 26, 25, 24, 10]
const wish = (text: string, cosines: readonly number[]): TaskIntent => ({
  text,
  asked: false,
  query,
  dense: dense(cosines),
})
const INTENTS = [wish('first', WHOLE), wish('second', [0, 0, 0, 0, 0, 0, 0, 40])]
const ranked = (limit: number, always: readonly string[] = [], intents = INTENTS) =>
  scoreTools(catalog, query, { dense: dense(WHOLE), limits: { limit, always: new Set(always) }, intents })
    .items

describe('scoreTools with intents', () => {
  it('brings the tool of the second wish to the head and says which wish each tool is for', () => {
    const shown = ranked(3).map(({ tool, rank, intent }) => [tool.id, rank, intent])
    expect(shown).toEqual([
      ['a', 1, 'first'],
      ['h', 2, 'second'],
      ['b', 3, 'first'],
    ])
  })

  it('returns whatever is asked for in any case, also what covering displaced from the head', () => {
    for (const id of IDS) {
      const items = ranked(3, [id])
      expect(items.map(({ tool }) => tool.id)).toContain(id)
      const ranks = items.map(({ rank }) => rank)
      expect(new Set(ranks).size).toBe(ranks.length)
    }
    const places = ranked(3, ['d', 'c', 'g']).map(({ tool, rank }) => [tool.id, rank])
    expect(places.slice(3)).toEqual([
      ['c', 4],
      ['d', 5],
      ['g', 8],
    ])
  })

  it('goes by the whole task with one wish', () => {
    expect(ranked(3, [], INTENTS.slice(0, 1)).map(({ tool, intent }) => [tool.id, intent])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', undefined],
    ])
  })
})
