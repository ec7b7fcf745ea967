import { expect, it } from 'vitest'
import { pinnedIds } from '../../src/crib/pinnedIds.js'
import { createCatalog } from '../../src/tool/Catalog.js'

const named = (...names: string[]) => names.map((name) => ({ name }))
const catalog = createCatalog([
  { server: 'git', tools: named('log', 'log_a', 'log_b', 'log_c') },
  { server: 'file', tools: named('search'), ids: ['17'] },
])

it('takes ids and wire names', () => {
  expect([...pinnedIds(catalog, ['git/log', 'git__log', 'file__search'])]).toEqual(['git/log', '17'])
})

it.each([
  ['search', ['17']],
  ['log', ['git/log', 'git/log_a', 'git/log_b']],
  ['constructor', []],
  ['', []],
])('says which of the catalog may have been meant by %j', (pin, nearest) => {
  expect(() => pinnedIds(catalog, [pin])).toThrow(
    expect.objectContaining({ code: 'pin-unknown', details: { pin, nearest } }),
  )
})
