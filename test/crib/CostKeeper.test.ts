import { expect, it, vi } from 'vitest'
import { CostKeeper } from '../../src/crib/CostKeeper.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import { wireDefinition } from '../../src/tool/wireDefinition.js'

/** One token a character. */
function keeper() {
  const count = vi.fn((text: string) => text.length)
  const load = vi.fn(async () => ({ name: 'characters', exact: true, count }))
  return { count, load, costs: new CostKeeper(load) }
}
const GIT = { server: 'git', tools: [{ name: 'log' }, { name: 'push' }] }
const MAIL = { server: 'mail', tools: [{ name: 'send' }] }

it('counts a tool under the name that it has on the wire, which a second server changes', async () => {
  const { costs } = keeper()
  const alone = createCatalog([GIT])
  const both = createCatalog([GIT, MAIL])
  for (const catalog of [alone, both, alone]) {
    const { itemOf, total } = await costs.costs(catalog)
    const texts = catalog.tools.map((tool) => JSON.stringify(wireDefinition(tool, catalog.wireName(tool.id))))
    expect(catalog.tools.map(({ id }) => itemOf(id).tokens)).toEqual(texts.map((text) => text.length))
    expect(total).toBe(`[${texts.join(',')}]`.length)
  }
})

it('counts each content once, and asks for its counter once a catalog', async () => {
  const { costs, count, load } = keeper()
  await costs.costs(createCatalog([GIT, MAIL]))
  const before = count.mock.calls.length
  const changed = createCatalog([GIT, { server: 'mail', tools: [{ name: 'send', description: 'x' }] }])
  await costs.costs(changed)
  // The changed tool, the frame of a list, and the list as a whole.
  expect(count.mock.calls.length - before).toBe(3)
  await costs.costs(changed)
  expect(count.mock.calls.length - before).toBe(3)
  expect(load).toHaveBeenCalledTimes(2)
})

it('tries again after a counter that could not be loaded', async () => {
  const { costs, load } = keeper()
  load.mockRejectedValueOnce(new Error('not now'))
  const catalog = createCatalog([GIT])
  await expect(costs.costs(catalog)).rejects.toThrow('not now')
  await expect(costs.costs(catalog)).resolves.toMatchObject({ total: expect.any(Number) })
})
