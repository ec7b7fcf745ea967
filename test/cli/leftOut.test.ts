import { expect, it } from 'vitest'
import { leftOut } from '../../src/cli/leftOut.js'
import { createCatalog } from '../../src/tool/Catalog.js'

it('tells what a list held that is no tool, and what the catalog refused', () => {
  const catalog = createCatalog([{ server: 's', tools: [{ name: 'a', inputSchema: 7 }] }], 'skip')
  const dropped = [{ server: 's', index: 3, reason: 'it has no name' }]
  expect(leftOut({ dropped }, catalog)).toEqual([
    { server: 's', index: 3, name: null, code: 'tool-invalid', message: 'it has no name' },
    {
      server: 's',
      index: 0,
      name: 'a',
      code: 'tool-invalid',
      message: expect.stringContaining('inputSchema'),
    },
  ])
})
