import { describe, expect, it } from 'vitest'
import { loadCatalogs } from '../../bench/data/loadCatalogs.js'
import { brokenPromises, type PromiseName } from '../../bench/levels/brokenPromises.js'
import { levelsText } from '../../bench/report/levelsText.js'
import { levelsSuite } from '../../bench/suites/levelsSuite.js'
import { signatureForms } from '../../bench/suites/signatureForms.js'
import { seededRandom } from '../../src/eval/index.js'
import { createCatalog, type Json, loadTokenCounter, NO_SHARED_PARTS, toolAtLevel } from '../../src/index.js'
import { sharedPath } from '../shared.js'

const catalogs = sharedPath('catalogs')
const quiet = { update: () => undefined, end: () => undefined }

describe('the levels suite', () => {
  it.skipIf(catalogs === undefined)(
    `finds no broken promise on every 60th tool of real servers${catalogs === undefined ? ' (no ../shared/catalogs)' : ''}`,
    async () => {
      const figures = await levelsSuite(await loadCatalogs(catalogs!), quiet, { every: 60, samples: 10 })
      expect(figures.broken).toEqual({})
      expect(figures.counts.full).toBeGreaterThan(100)
      expect(figures.counts.compact).toBeGreaterThan(figures.counts.full)
      expect(figures.all.savings.compact.larger).toBe(0)
      expect(levelsText(figures)).toContain('- compact keeps the dialect: kept')
    },
    120_000,
  )

  it('measures lists, quartiles and what stands for a level', async () => {
    const tools = ['a', 'b'].map((name) => ({ name, title: 'A title', inputSchema: { type: 'object' } }))
    const { all, servers, checked } = await levelsSuite([{ server: 's', tools }], quiet, { every: 2 })
    const counter = await loadTokenCounter('o200k_base')
    const compact = tools.map(({ title: _, ...rest }) => rest)
    expect(all.tokens).toBe(counter.count(JSON.stringify(tools)))
    expect(all.savings.compact).toMatchObject({ unchanged: 0, larger: 0 })
    expect(all.savings.compact.total).toBeCloseTo(1 - counter.count(JSON.stringify(compact)) / all.tokens, 10)
    expect(all.savings.signature.unchanged).toBe(1)
    expect(servers).toEqual([{ ...all, server: 's' }])
    expect(checked).toBe(1)
  })

  const DRAFT_07 = 'http://json-schema.org/draft-07/schema#'
  const full = {
    $schema: DRAFT_07,
    type: 'object',
    properties: { p: { enum: ['x', 'y'], title: 'A title' } },
    required: ['p'],
  }
  it.each<[PromiseName, Json]>([
    ['valid', { ...full, properties: { p: { type: 3 } } }],
    ['smaller', { ...full, description: 'A description that the full schema has not.' }],
    ['required', { ...full, required: [] }],
    ['required', { ...full, properties: {} }],
    ['dialect', { ...full, $schema: 'https://json-schema.org/draft/2020-12/schema' }],
    ['accepts', { ...full, properties: { p: { enum: ['x'] } } }],
    ['listed', { ...full, properties: { p: {} } }],
  ])('sees that %s is broken by %j', async (promise, inputSchema) => {
    const settings = { random: seededRandom(1), samples: 50, counts: { sampled: 0, full: 0, compact: 0 } }
    const [tool] = createCatalog([{ tools: [{ name: 'a', inputSchema: full }] }]).tools
    const context = { wireName: 'a', shared: NO_SHARED_PARTS }
    expect(await brokenPromises(tool!, context, settings)).toEqual([])
    const leveled: typeof toolAtLevel = (one, level, where) => {
      const made = toolAtLevel(one, level, where)
      if (level !== 'compact') return made
      return {
        ...made,
        definition: { name: 'a', inputSchema: inputSchema as { [key: string]: Json } },
        elided: [],
      }
    }
    expect(await brokenPromises(tool!, context, { ...settings, leveled })).toContain(promise)
    expect(settings.counts.sampled).toBeGreaterThanOrEqual(50)
  })
})

it('signatureForms compares what a signature might hold', async () => {
  const inputSchema = { properties: { p: { type: 'string' }, q: { type: 'string' } }, required: ['p'] }
  const [tool] = createCatalog([{ tools: [{ name: 'a', inputSchema }] }]).tools
  const definition = { name: 'a', inputSchema: { type: 'object', properties: { p: { type: 'string' } } } }
  const forms = signatureForms(
    [{ tool: tool!, tokens: 100, definition }],
    await loadTokenCounter('o200k_base'),
  )
  const [none, required, all] = Object.values(forms)
  expect(none).toBeGreaterThan(required!)
  expect(required).toBeGreaterThan(all!)
})
