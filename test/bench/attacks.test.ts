import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { attacks } from '../../bench/attacks/attacks.js'
import { nearCopies } from '../../bench/attacks/nearCopies.js'
import { bm25 } from '../../bench/contenders/bm25.js'
import type { ContenderEntry } from '../../bench/contenders/Contender.js'
import { remembering } from '../../bench/contenders/remembering.js'
import { toolcribDefault, toolcribUndefended } from '../../bench/contenders/toolcrib.js'
import { loadCatalogs } from '../../bench/data/loadCatalogs.js'
import { toolRows } from '../../bench/data/toolRows.js'
import { attackText } from '../../bench/report/attackText.js'
import { touchedText } from '../../bench/report/touchedText.js'
import { attackFloors } from '../../bench/suites/attackFloors.js'
import { type AttackRow, attackSuite } from '../../bench/suites/attackSuite.js'
import { touchedSuite } from '../../bench/suites/touchedSuite.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import { sources } from '../crib/sources.js'

const honest = toolRows(sources)
const progress = () => ({ update: () => undefined, end: () => undefined })

describe.each(attacks.map((attack) => [attack.name, attack] as const))('%s', (_, attack) => {
  test('gives the same valid tools each time', () => {
    const tools = attack.tools(honest)
    expect(tools.length).toBeGreaterThanOrEqual(20)
    expect(attack.tools(honest)).toEqual(tools)
    expect(createCatalog([{ server: 'extras', tools }]).tools).toHaveLength(tools.length)
  })
})

test('every copied tool is copied five times, each time differently', () => {
  const tools = nearCopies.tools(honest)
  expect(tools).toHaveLength(5 * Math.min(10, honest.length))
  expect(new Set(tools.map(({ name, description }) => `${name} ${description}`)).size).toBe(tools.length)
})

test('the suite measures what attacks take from a ranking, and how much the defences keep', async () => {
  const queries = [
    { id: '1', text: 'give the money of a charge back', gold: ['payments/create_refund'] },
    { id: '2', text: 'what is the weather in the city', gold: ['weather/get_forecast'] },
    { id: '3', text: 'nothing', gold: [] },
  ]
  const missing: ContenderEntry = { name: 'MiniLM', load: async () => ({ skipped: 'no model' }) }
  const contenders = [bm25, toolcribUndefended, toolcribDefault, missing]
  const rows = await attackSuite(
    { name: 'tiny', sources, queries },
    { contenders, attacks, models: undefined, progress },
  )
  expect(rows.map(({ name }) => name)).toEqual(['BM25', 'toolcrib, undefended', 'toolcrib', 'MiniLM'])
  const [plain, , ours] = rows.flatMap((row) => ('skipped' in row ? [] : [row]))
  expect(plain).toMatchObject({ tasks: 2, clean: 1 })
  expect(plain?.effects.find(({ attack }) => attack === 'adaptive')?.loss).toBeGreaterThan(0)
  expect(ours?.effects.find(({ attack }) => attack === '50 near-copies')).toMatchObject({ loss: 0 })
  expect(attackText(rows, [])).toMatch(/\| tiny: MiniLM +\| +skipped \| no model \|/)
})

const row = (name: string, clean: number, losses: Record<string, number>, set = 's'): AttackRow => ({
  set,
  name,
  tasks: 9,
  clean,
  effects: Object.entries(losses).map(([attack, loss]) => ({
    attack,
    recall: clean - loss,
    loss,
    taken: 0,
  })),
})

describe('attackFloors', () => {
  const plain = row('BM25', 0.8, { phrases: 0.2, adaptive: 0.2 })
  const undefended = row('toolcrib, undefended', 0.9, { phrases: 0.2, adaptive: 0.3 })
  const verdicts = (ours: AttackRow) => attackFloors([plain, undefended, ours]).map(({ passed }) => passed)

  test('hold a clean ranking, fixed attacks, adaptive ones, and the strength of each', () => {
    expect(verdicts(row('toolcrib', 0.898, { phrases: 0.01, adaptive: 0.099 }))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    expect(verdicts(row('toolcrib', 0.896, { phrases: 0.011, adaptive: 0.101 }))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ])
  })

  test('an attack that harms no plain ranking fails', () => {
    const weak = row('BM25', 0.8, { phrases: 0.049 })
    const verdict = attackFloors([weak, undefended, row('toolcrib', 0.9, { phrases: 0 })]).at(-1)
    expect(verdict).toMatchObject({ passed: false })
    expect(verdict?.text).toMatch(/^phrases: costs a plain ranking up to 4\.90/)
  })

  test('what was not measured fails', () => {
    expect(attackFloors([plain]).map(({ passed }) => passed)).toEqual([false, true, true])
  })
})

test('a remembering embedder asks for each text once and keeps their order', async () => {
  const asked: string[][] = []
  const embed = remembering(async (texts) => {
    asked.push(texts)
    return Float32Array.from(texts.flatMap((text) => [text.length, 1]))
  })
  expect(await embed(['a', 'bb', 'a'])).toEqual(Float32Array.of(1, 1, 2, 1, 1, 1))
  expect(await embed(['ccc', 'bb'])).toEqual(Float32Array.of(3, 1, 2, 1))
  expect(asked).toEqual([['a', 'bb'], ['ccc']])
})

test('honest tools that are discounted are counted by kind', async () => {
  const rows = [await touchedSuite('tiny', sources)]
  expect(rows).toEqual([{ set: 'tiny', tools: 6, toolChoice: 0, wordLists: 0, nearCopies: 0, crowded: 0 }])
  expect(touchedText([{ ...rows[0]!, toolChoice: 3 }])).toMatch(/\| tiny \| +6 \| +3 \(50\.0 %\) \|/)
})

test('real servers are read by file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-catalogs-'))
  writeFileSync(join(folder, 'b.json'), '{"tools":[{"name":"x"}]}')
  writeFileSync(join(folder, 'a.json'), '{"tools":[]}')
  writeFileSync(join(folder, 'README.md'), 'no')
  expect(await loadCatalogs(folder)).toEqual([
    { server: 'a', tools: [] },
    { server: 'b', tools: [{ name: 'x' }] },
  ])
  rmSync(folder, { recursive: true })
})
