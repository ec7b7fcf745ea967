import { describe, expect, it } from 'vitest'
import { parseToolsFile } from '../../src/tool/parseToolsFile.js'

const rows = [
  { id: 'one', name: 'a', server: 'S', serverDescription: 'about S', category: 'money' },
  { id: 'two', name: 'b' },
]
const lines = rows.map((row) => JSON.stringify(row)).join('\n')

describe('parseToolsFile', () => {
  it.each([
    ['a JSON array', JSON.stringify(rows)],
    ['a document', JSON.stringify({ server: 'ignored', tools: rows }, null, 2)],
    ['JSON lines', lines],
    [
      'JSON lines with a byte order mark, CRLF and blank lines',
      `\uFEFF${lines.replace('\n', '\r\n\r\n')}\r\n`,
    ],
  ])('reads %s', (_, text) => {
    expect(parseToolsFile(text, 'f')).toEqual([
      { server: 'S', description: 'about S', tools: [{ name: 'a' }], ids: ['one'], categories: ['money'] },
      { tools: [{ name: 'b' }], ids: ['two'], categories: [undefined] },
    ])
  })

  it.each([
    ['a JSON array', (text: string) => `[${text}]`],
    ['a document', (text: string) => `{"tools":[${text}]}`],
    ['JSON lines', (text: string) => text],
  ])('keeps members called like those of Object.prototype in %s', (_, wrap) => {
    const text =
      '{"name":"constructor","__proto__":{"x":1},"inputSchema":{"properties":{"__proto__":{"type":"string"}}}}'
    const definition = parseToolsFile(wrap(text), 'f')[0]?.tools[0]
    expect(JSON.stringify(definition)).toBe(text)
  })

  it('reads a single line as one tool', () => {
    expect(parseToolsFile('{"name":"a"}\n', 'f')).toEqual([
      { tools: [{ name: 'a' }], ids: ['a'], categories: [undefined] },
    ])
  })

  it.each([
    ['[{"name": "a",]', 'file-malformed', { line: 1, column: 15 }],
    ['{\n  "tools": [\n    {"name": }\n  ]\n}', 'file-malformed', { line: 3, column: 14 }],
    ['{"name":"a"}\n{"name": oops}\n', 'file-malformed', { line: 2, column: 10 }],
    ['', 'file-malformed', { line: 1 }],
    ['[]', 'tools-empty', {}],
  ])('says where %j is wrong', (text, code, details) => {
    expect(() => parseToolsFile(text, 'tools.json')).toThrowError(
      expect.objectContaining({ code, details: expect.objectContaining({ file: 'tools.json', ...details }) }),
    )
  })
})
