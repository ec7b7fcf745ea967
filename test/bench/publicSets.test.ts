import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { loadPublicSet, type PublicFormat } from '../../bench/data/public/loadPublicSet.js'
import { goldOf } from '../../bench/data/public/mteb.js'
import { parseDelimited } from '../../bench/data/public/parseDelimited.js'
import { toolRows } from '../../bench/data/toolRows.js'
import { parseArguments } from '../../bench/parseArguments.js'

const root = mkdtempSync(join(tmpdir(), 'toolcrib-public-'))
afterAll(() => rmSync(root, { recursive: true }))

const jsonl = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
const load = (format: PublicFormat, files: Record<string, string>) => {
  const folder = mkdtempSync(join(root, `${format}-`))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return loadPublicSet({ format, folder })
}

test('separated values come back as they were written', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\t', ' ') })
  fc.assert(
    fc.property(
      fc.array(fc.array(field, { minLength: 2, maxLength: 4 })),
      fc.constantFrom('\n', '\r\n'),
      (rows, end) => {
        const text = rows.map((row) => row.map(quote).join(',') + end).join('')
        expect(parseDelimited(text, ',', 'f')).toEqual(rows)
      },
    ),
  )
  expect(parseDelimited('a\tb "c"\n\nd\t', '\t', 'f')).toEqual([
    ['a', 'b "c"'],
    ['d', ''],
  ])
  expect(() => parseDelimited('a,b\nc,"d', ',', 'f')).toThrow('begins in line 2')
})

test('judgements have three columns or four, a head or none; 0 is not right', () => {
  const three = [
    ['query-id', 'corpus-id', 'score'],
    ['q', 'a', '2'],
    ['q', 'b', '0'],
    ['q', 'a', '1'],
  ]
  expect(goldOf(three)).toEqual(new Map([['q', ['a']]]))
  expect(goldOf([['q', '0', 'a', '1']])).toEqual(new Map([['q', ['a']]]))
})

describe('a folder of a public set', () => {
  test('MTEB: titles are names, queries without judgement are left out', async () => {
    const set = await load('mteb', {
      'corpus.jsonl': jsonl(
        { _id: 'd1', title: 'zip', text: 'Packs files.' },
        { _id: 'd2', title: '', text: 'Draws.' },
      ),
      'queries.jsonl': jsonl({ _id: 'q1', text: 'pack my files' }, { _id: 'q2', text: 'sing' }),
      'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t1\n',
    })
    expect(toolRows(set.sources)).toMatchObject([
      { id: 'd1', name: 'zip', description: 'Packs files.' },
      { id: 'd2', name: 't_2', description: 'Draws.' },
    ])
    expect(set.queries).toMatchObject([{ id: 'q1', text: 'pack my files', gold: ['d1'] }])
  })

  test('MetaTool: one plugin or several, all of them described', async () => {
    const set = await load('metatool', {
      'plugin_des.json': '{\n "Rain": "Says whether it rains.",\n "Rail": "Finds trains."\n}',
      'data/all_clean_data.csv': 'Query,Tool\n"Wet today, or not?",Rain\nwho sings,Song\n',
      'data/multi_tool_query_golden.json': JSON.stringify([
        { query: 'a dry trip by train', tool: ['Rain', 'Rail'] },
      ]),
    })
    expect(toolRows(set.sources).map(({ name, description }) => `${name}: ${description}`)).toEqual([
      'Rain: Says whether it rains.',
      'Rail: Finds trains.',
    ])
    expect(set.queries).toMatchObject([
      { text: 'Wet today, or not?', gold: ['Rain'] },
      { text: 'a dry trip by train', gold: ['Rain', 'Rail'] },
    ])
    const files = {
      'plugin_des.json': '{"a":"b"}',
      'data/all_clean_data.csv': 'x,y\n1,2\n',
      'data/multi_tool_query_golden.json': '[]',
    }
    await expect(load('metatool', files)).rejects.toMatchObject({ code: 'file-malformed' })
  })

  test('ToolRet: documentation is read where it is an object, and taken whole where it is not', async () => {
    const documentation = JSON.stringify({
      name: 'grow',
      description: 'Grows plants.',
      parameters: { days: { description: 'How long' } },
    })
    const set = await load('toolret', {
      'tools.jsonl': jsonl({ id: 'a', documentation }, { id: 'b', documentation: 'Cuts grass.' }),
      'queries.jsonl': jsonl({
        id: 'q',
        query: 'grow me a tree',
        instruction: 'Given a wish, ...',
        labels: JSON.stringify([
          { id: 'a', relevance: 1 },
          { id: 'b', relevance: 0 },
        ]),
      }),
    })
    expect(toolRows(set.sources)).toMatchObject([
      {
        id: 'a',
        name: 'grow',
        description: 'Grows plants.',
        parameters: 'days',
        parameterDescriptions: 'How long',
      },
      { id: 'b', name: 't_2', description: 'Cuts grass.' },
    ])
    expect(set.queries).toMatchObject([{ text: 'grow me a tree', gold: ['a'] }])
  })

  test('ToolBench: an API of a product, raw line breaks and repeated rows included', async () => {
    const api = `{"category_name": "Art", "tool_name": "Paints", "api_name": "mix", "api_description": "Mixes colours.", "required_parameters": [{"name": "first", "description": "One\ncolour"}], "optional_parameters": []}`
    const set = await load('toolbench', {
      'corpus.tsv': `docid\tdocument_content\n1\t${quote(api)}\n1\t${quote(api)}\n`,
      'test.query.txt': '7\tgreen from blue\n7\tgreen from blue\n',
      'qrels.test.tsv': '7\t0\t1\t1\n',
    })
    expect(set.sources).toMatchObject([{ server: 'Paints', categories: ['Art'] }])
    expect(toolRows(set.sources)).toMatchObject([
      {
        id: '1',
        name: 'mix',
        description: 'Mixes colours.',
        parameters: 'first',
        parameterDescriptions: 'One colour',
      },
    ])
    expect(set.queries).toMatchObject([{ id: '7', text: 'green from blue', gold: ['1'] }])
  })

  test('what is missing, malformed or labelled with an unknown tool is named', async () => {
    await expect(loadPublicSet({ format: 'mteb', folder: join(root, 'none') })).rejects.toMatchObject({
      code: 'file-unreadable',
    })
    const files = {
      'corpus.jsonl': jsonl({ _id: 'd', title: 't', text: 'x' }),
      'queries.jsonl': jsonl({ _id: 'q', text: 'y' }),
    }
    await expect(load('mteb', { ...files, 'qrels/test.tsv': 'q\tother\t1' })).rejects.toMatchObject({
      code: 'eval-invalid',
    })
    await expect(load('mteb', { ...files, 'corpus.jsonl': '{', 'qrels/test.tsv': '' })).rejects.toMatchObject(
      { code: 'file-malformed' },
    )
  })
})

test('a public set is asked for by its format, and alone', () => {
  expect(parseArguments(['--mteb', 'dir'])).toMatchObject({
    suites: ['ranking'],
    files: { format: 'mteb', folder: 'dir' },
  })
  expect(parseArguments(['robustness', '--toolret', 'd'])).toMatchObject({
    suites: ['robustness'],
    files: { format: 'toolret' },
  })
  expect(() => parseArguments(['--mteb', 'a', '--toolbench', 'b'])).toThrow('one set')
  expect(() => parseArguments(['--mteb', 'a', '--tools', 't', '--queries', 'q'])).toThrow('one set')
})
