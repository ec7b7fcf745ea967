import { expect, it } from 'vitest'
import { jsonFault } from '../../src/text/jsonFault.js'

it.each([
  ['{"a": 1,\n "b" 2}', 2, 6, 'colon expected'],
  ['[1, 2', 1, 6, 'close bracket expected'],
  ['{} x', 1, 4, 'invalid symbol'],
  ['[1,]', 1, 4, 'value expected'],
  ['[1] // x', 1, 5, 'invalid comment token'],
  ['\r\n{"a":\r\n}', 3, 1, 'value expected'],
  ['', 1, 1, 'it is empty'],
  [' \n', 2, 1, 'it is empty'],
  ['['.repeat(100_000), 1, 1, 'it is nested too deeply'],
])('case %#', (text, line, column, reason) => {
  expect(jsonFault(text)).toEqual({ line, column, reason })
})

it('lets pass what the caller allows', () => {
  expect(jsonFault('{ // comment\n "a": [1,],\n "b" }', { allowTrailingComma: true })).toEqual({
    line: 3,
    column: 6,
    reason: 'colon expected',
  })
})
