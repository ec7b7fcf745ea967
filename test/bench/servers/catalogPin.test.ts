import { expect, test } from 'vitest'
import { listHash, pinFaults } from '../../../bench/catalogs/CatalogPin.js'

const source = { server: 'a', tools: [{ name: 'x', description: 'one' }, { name: 'b' }] }
const pin = { package: 'p', version: '1.0.0', tools: 2, sha256: listHash(source) }

test('a list is what was pinned whatever its order, and no other', () => {
  expect(pinFaults([{ ...source, tools: [...source.tools].reverse() }], { a: pin })).toEqual([])
  const changed = { ...source, tools: [{ name: 'x', description: 'two' }, { name: 'b' }] }
  expect(pinFaults([changed], { a: pin })[0]).toMatch(
    /^a lists 2 tools with hash [0-9a-f]{12} instead of 2 with/,
  )
})

test('a server too many or too few is a fault', () => {
  expect(pinFaults([], { a: pin })).toEqual(['a was not listed'])
  expect(pinFaults([source], {})).toEqual(['a is not in catalogs.json'])
})
