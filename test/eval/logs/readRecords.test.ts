import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeChunks } from '../../../src/eval/logs/decodeChunks.js'
import { type LogLine, readRecords } from '../../../src/eval/logs/readRecords.js'
import { bytesOf, importText } from './logs.js'

async function read(text: string | Uint8Array, options: { size?: number; maxLength?: number } = {}) {
  const lines: LogLine[] = []
  const { size = 5, maxLength } = options
  for await (const line of readRecords(decodeChunks(bytesOf(text, size)), { maxLength })) lines.push(line)
  return lines
}

const recordsOf = (lines: readonly LogLine[]) =>
  lines.flatMap((line) => ('record' in line ? [line.record] : []))

describe('readRecords', () => {
  it('reads a record a line, whatever lies between and wherever pieces are cut', async () => {
    const text = '\ufeff{"a":"\u00e4\u{1f600}"}\r\n\n  \n{"b":2}'
    for (const size of [1, 2, 3, 1000])
      expect(await read(text, { size })).toEqual([
        { line: 1, record: { a: '\u00e4\u{1f600}' } },
        { line: 4, record: { b: 2 } },
      ])
  })

  it('tells broken lines with their numbers and goes on', async () => {
    const lines = await read('{"a":1}\n{"b":\n7\n[{"c":3},null]\n{"d":4}')
    expect(lines.map((line) => ('record' in line ? line.record : line.line))).toEqual([
      { a: 1 },
      2,
      3,
      { c: 3 },
      4,
      { d: 4 },
    ])
  })

  it('reads a log whose first line was cut off', async () => {
    const lines = await read('"x"}}\n{"a":1}\n{"b":2}')
    expect(lines.map(({ line }) => line)).toEqual([1, 2, 3])
    expect(recordsOf(lines)).toEqual([{ a: 1 }, { b: 2 }])
    expect(recordsOf(await read('{"x":"cut \n{"a":1}\n{"b":2}'))).toEqual([{ a: 1 }, { b: 2 }])
  })

  it('does not take a log that begins with noise for one document', async () => {
    const lines = await read(`noise\nmore\n${'{"a":1}\n'.repeat(20)}`, { maxLength: 50 })
    expect(recordsOf(lines)).toHaveLength(20)
  })

  it('reads one document over many lines: a list, a list in it, a single record', async () => {
    const records = [{ a: 1 }, { b: [2, { c: 3 }] }]
    for (const value of [records, { object: 'list', data: records }])
      expect(recordsOf(await read(JSON.stringify(value, null, 2)))).toEqual(records)
    expect(recordsOf(await read(JSON.stringify(records[1], null, 2)))).toEqual([records[1]])
    expect(recordsOf(await read('[\n{"a":1},\n{"b":2}\n]'))).toEqual([{ a: 1 }, { b: 2 }])
    // A record may have such a member for itself.
    const own = { messages: [], data: [1] }
    expect(recordsOf(await read(JSON.stringify(own)))).toEqual([own])
  })

  it('reads a document that breaks off line by line, with the right numbers', async () => {
    const lines = await read('{\n\n"a": 1\n{"b":2}\n')
    expect(lines.map(({ line }) => line)).toEqual([1, 3, 4])
    expect(recordsOf(lines)).toEqual([{ b: 2 }])
  })

  it('never holds a line that is too long, and goes on behind it', async () => {
    const lines = await read(`{"a":1}\n{"b":"${'x'.repeat(500)}"}\n{"c":3}\n${'y'.repeat(200)}`, {
      maxLength: 100,
    })
    expect(lines).toEqual([
      { line: 1, record: { a: 1 } },
      { line: 2, fault: 'it is longer than 100 characters' },
      { line: 3, record: { c: 3 } },
      { line: 4, fault: 'it is longer than 100 characters' },
    ])
    const [document] = await read(
      JSON.stringify(
        Array.from({ length: 50 }, () => ({ a: 1 })),
        null,
        1,
      ),
      { maxLength: 100 },
    )
    expect(document).toMatchObject({ line: 1, fault: expect.stringContaining('jq -c') })
  })

  it('reads UTF-16 by its mark, and takes bytes that are no text for broken', async () => {
    const utf16 = Buffer.from('\ufeff{"a":"\u00e4"}\n{"b":2}\n', 'utf16le')
    expect(recordsOf(await read(utf16))).toEqual([{ a: '\u00e4' }, { b: 2 }])
    expect(recordsOf(await read(Buffer.from(utf16).swap16()))).toEqual([{ a: '\u00e4' }, { b: 2 }])
    const noise = Uint8Array.from({ length: 300 }, (_, at) => (at * 89) % 256)
    expect(recordsOf(await read(noise))).toEqual([])
  })

  it('gives back what was written, one a line, for any records and pieces', async () => {
    const record = fc
      .dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 })
      .filter((one) => !Object.values(one).some(Array.isArray))
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, size) => {
          const written = rows.map((row) => JSON.stringify(row))
          const got = recordsOf(await read(written.join('\n'), { size }))
          expect(got).toEqual(written.map((row) => JSON.parse(row)))
        },
      ),
    )
  })
})

describe('hostile logs', () => {
  it('of any JSON never throw', async () => {
    const members = [
      'messages',
      'request',
      'response',
      'input',
      'output',
      'choices',
      'content',
      'tool_calls',
      'jsonrpc',
      'method',
      'params',
      'message',
      'type',
      'role',
      'sessionId',
      'called',
      'format',
    ]
    const leaf = fc.oneof(
      fc.constantFrom(
        'user',
        'assistant',
        'tools/call',
        '2.0',
        'message',
        'tool_use',
        'function_call',
        'toolcrib-shadow/1',
      ),
      fc.jsonValue({ maxDepth: 1 }),
    )
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...members), tie('tree'), { maxKeys: 5 }),
      ),
    }))
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { maxLength: 4 }), async (rows) => {
        const { files, tasks } = await importText(rows.map((row) => JSON.stringify(row)).join('\n'), {
          redact: true,
        })
        expect(files).toHaveLength(1)
        for (const { text, gold } of tasks) expect([text.trim() === '', gold.length]).not.toEqual([true, 0])
      }),
      { numRuns: 300 },
    )
  })

  it('nested as deep as they like are read or told', async () => {
    const deep = `{"messages":[{"role":"user","content":${'['.repeat(200_000)}${']'.repeat(200_000)}}]}`
    const own =
      '{"messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"t"}}]}]}'
    const { tasks } = await importText(`${deep}\n${own}`)
    expect(tasks.map(({ gold }) => gold)).toEqual([['t']])
  })

  it('that are compressed are named', async () => {
    await expect(importText(Uint8Array.of(0x1f, 0x8b, 8, 0))).rejects.toMatchObject({
      code: 'file-malformed',
    })
  })

  it('keep the ends of a request that is a whole document', async () => {
    const content = `summarise this\n${'x'.repeat(100_000)}\nand mail it`
    const { tasks } = await importText(
      JSON.stringify({
        messages: [
          { role: 'user', content },
          { role: 'assistant', tool_calls: [{ id: '1', function: { name: 't' } }] },
        ],
      }),
    )
    const { text } = tasks[0]!
    expect(text.length).toBeLessThan(8_100)
    expect([text.startsWith('summarise this'), text.endsWith('and mail it')]).toEqual([true, true])
  })
})
