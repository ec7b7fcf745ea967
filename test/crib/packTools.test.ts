import { expect, it } from 'vitest'
import type { CatalogCosts, LeveledCost } from '../../src/crib/CostKeeper.js'
import type { ListBudget } from '../../src/crib/ListBudget.js'
import { type Offered, packTools } from '../../src/crib/packTools.js'
import type { ScoredTool } from '../../src/rank/ScoredTool.js'
import type { ItemCost } from '../../src/tokens/listCost.js'

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']
const offered = NAMES.map(
  (id, at): Offered => ({
    item: { tool: { id, server: 's' }, rank: at + 1, confidence: 0.9 - at / 10 } as ScoredTool,
    pinned: false,
    wireName: id,
    intents: [],
    needs: [],
  }),
)
const cost = (json: string): ItemCost => ({ json, tokens: 10 })

/** Every tool weighs 10 tokens, and costs as many more in a list as is said. */
function costsOf(joint: number): CatalogCosts {
  const budget: ListBudget = {
    counter: 'made up',
    overhead: 0,
    weight: () => 10,
    least: () => 10,
    tokens: (list) => list.length * (10 + joint),
    shown: () => 10,
  }
  const at = (id: string): LeveledCost => ({
    level: 'full',
    definition: { name: id, inputSchema: { type: 'object' } },
    elided: [],
    callable: true,
    cost: cost(id),
  })
  const counter = { name: 'made up', exact: true, count: (text: string) => text.length }
  return { counter, budget, itemOf: cost, at, measure: cost, total: 60 }
}

const idsWithin = (maxTokens: number, joint: number) => {
  const { chosen, tokens } = packTools(offered, costsOf(joint), {
    maxTokens,
    maxTools: 10,
    maxPerServer: undefined,
    maxListed: 10,
    levels: ['full'],
    beside: [],
    own: [],
  })
  expect(tokens).toBeLessThanOrEqual(maxTokens)
  return chosen.map(({ offered: tool }) => tool.wireName).join('')
}

it('packs again for less where the list costs more than its tools', () => {
  expect(idsWithin(40, 0)).toBe('abcd')
  expect(idsWithin(40, 2)).toBe('abc')
  expect(idsWithin(47, 2)).toBe('abc')
  expect(idsWithin(48, 2)).toBe('abcd')
})

it('hands out nothing where a list of one tool is too large', () => {
  expect(idsWithin(9, 0)).toBe('')
  expect(idsWithin(11, 2)).toBe('')
  expect(idsWithin(15, 40)).toBe('')
})
