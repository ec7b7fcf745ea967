import { expect, it, vi } from 'vitest'
import { billedBudget } from '../../src/crib/billedBudget.js'
import { measureItem } from '../../src/tokens/listCost.js'
import { billingFor } from '../../src/tokens/render/billingFor.js'

it('counts what it has counted before no second time, and the same', () => {
  const count = vi.fn((text: string) => text.length)
  const counter = { name: 'characters', exact: true, count }
  const items = ['a', 'b'].map((name) =>
    measureItem(counter, JSON.stringify({ name, inputSchema: { type: 'object' } })),
  )
  const budget = billedBudget(billingFor({ model: 'claude-opus-5-5' }), counter)
  const tokens = budget.tokens(items)
  const before = count.mock.calls.length
  expect(budget.tokens(items)).toBe(tokens)
  expect(count.mock.calls.length).toBe(before)
  expect(tokens).toBeGreaterThan(budget.tokens(items.slice(1)))
})
