import { expect, test } from 'vitest'
import { parseJson } from '../../src/cli/parseJson.js'

test('malformed JSON is told with line and column', () => {
  expect(() => parseJson('{\n  "a": 1,\n  oops\n}', 'f.json')).toThrow(
    expect.objectContaining({ code: 'file-malformed', details: { file: 'f.json', line: 3, column: 3 } }),
  )
  expect(parseJson('\uFEFF{"a":1}', 'f.json')).toEqual({ a: 1 })
})
