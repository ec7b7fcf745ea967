import { expect, it } from 'vitest'
import { createCatalog } from '../../src/tool/Catalog.js'
import { wireDefinition } from '../../src/tool/wireDefinition.js'

it('puts the wire name first, keeps every other field, and gives a tool without a schema the empty one', () => {
  const annotations = { readOnlyHint: true }
  const [tool] = createCatalog([{ tools: [{ annotations, name: 'a' }] }]).tools
  const wire = wireDefinition(tool!, 'server__a')
  expect(JSON.stringify(wire)).toBe(
    '{"name":"server__a","annotations":{"readOnlyHint":true},"inputSchema":{"type":"object"}}',
  )
  expect(tool?.definition).toEqual({ annotations, name: 'a' })
})
