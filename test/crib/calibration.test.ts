import { describe, expect, it } from 'vitest'
import type { LabelledTask } from '../../src/crib/Crib.js'
import { createCrib } from '../../src/crib/createCrib.js'
import type { Embedder } from '../../src/embed/Embedder.js'
import type { Calibration } from '../../src/rank/Calibration.js'
import { tool } from './sources.js'

const THINGS = 'invoice customer refund ticket calendar branch issue playlist forecast flight'.split(' ')
const VERBS = ['create', 'list', 'delete']
const sources = THINGS.map((thing) => ({
  server: `${thing}s`,
  tools: VERBS.map((verb) => tool(`${verb}_${thing}`, `Use it to ${verb} a ${thing} in the system.`)),
}))
/** Of each thing three tasks that say what is to be done, and one that leaves it open. */
const TASKS: LabelledTask[] = THINGS.flatMap((thing, which) => [
  ...VERBS.map((verb, at) => ({
    text: at === 2 ? `get rid of the ${thing}` : `please ${verb} the ${thing} of Ana`,
    gold: [`${thing}s/${verb}_${thing}`],
  })),
  { text: `something about the ${thing}`, gold: [`${thing}s/${VERBS[which % 3]}_${thing}`] },
])
const confidences = async (crib: Awaited<ReturnType<typeof createCrib>>, task: string) =>
  (await crib.rank(task, { limit: 30 })).items.map(({ tool: { id }, confidence }) => [id, confidence])

describe('crib.calibrate', () => {
  it('changes confidence to what the labelled tasks bear out, and says how well it does', async () => {
    const crib = await createCrib({ sources })
    const before = await confidences(crib, 'delete the invoice')
    expect(crib.calibration).toBeUndefined()
    const calibration = await crib.calibrate(TASKS)
    expect(calibration).toMatchObject({ version: 1, tasks: 40, catalog: crib.catalog.revision })
    expect(calibration.quality.after).toBeLessThan(calibration.quality.before)
    expect(calibration.recall).toHaveLength(40)
    expect(await confidences(crib, 'delete the invoice')).not.toEqual(before)
    expect(crib.calibration).toEqual({ calibration, stale: false })
  })

  it('hands out copies: nothing that a caller changes in them changes the engine', async () => {
    const crib = await createCrib({ sources })
    const returned = await crib.calibrate(TASKS)
    const before = await confidences(crib, 'delete the invoice')
    const kept = structuredClone(returned)
    for (const calibration of [returned, crib.calibration!.calibration]) {
      ;(calibration.confidence.weights as number[]).fill(0)
      ;(calibration.recall as number[][]).length = 0
      calibration.catalog = 'another'
    }
    expect(crib.calibration).toEqual({ calibration: kept, stale: false })
    expect(await confidences(crib, 'delete the invoice')).toEqual(before)
  })

  it('can be kept as JSON and given to another engine, which then says the same', async () => {
    const crib = await createCrib({ sources })
    const kept = JSON.stringify(await crib.calibrate(TASKS))
    const other = await createCrib({ sources, calibration: JSON.parse(kept) })
    expect(await confidences(other, 'list my flights')).toEqual(await confidences(crib, 'list my flights'))
    expect(JSON.stringify(await other.calibrate(TASKS))).toBe(kept)
  })

  it('stays in use after an update, as stale until the catalog is as it was', async () => {
    const crib = await createCrib({ sources })
    await crib.calibrate(TASKS)
    await crib.update(sources.slice(1))
    expect(crib.calibration?.stale).toBe(true)
    const target = { value: 0.8, guarantee: 'mean' } as const
    expect((await crib.select('list my flights', { targetRecall: target })).recall?.basis).toBe('stale')
    await crib.update(sources)
    expect((await crib.select('list my flights', { targetRecall: target })).recall?.basis).toBe('calibrated')
  })

  it('ranks a task with a history as the conversation', async () => {
    const crib = await createCrib({ sources })
    const short = TASKS.map(({ text, gold }) => ({ text: 'yes', history: [text], gold }))
    const bare = TASKS.map(({ gold }) => ({ text: 'yes', gold }))
    const shares = ({ recall }: Calibration) => recall.flat().reduce((sum, share) => sum + share, 0)
    const heard = shares(await crib.calibrate(short))
    // Right tools stand high only where what was said before is heard.
    expect(heard).toBeGreaterThan(2 * shares(await crib.calibrate(bare)))
  })

  it('takes rows as JSON has them, with null for what is absent', async () => {
    const crib = await createCrib({ sources })
    const rows = TASKS.map((task) => ({ ...task, anyOf: null, alternatives: null }))
    expect(await crib.calibrate(rows as unknown as LabelledTask[])).toEqual(await crib.calibrate(TASKS))
  })

  it('refuses too few tasks, unknown tools and other shapes, and stays as it was', async () => {
    const crib = await createCrib({ sources })
    const refused = (tasks: unknown) => expect(crib.calibrate(tasks as LabelledTask[])).rejects
    await refused(TASKS.slice(0, 19)).toMatchObject({
      code: 'calibration-invalid',
      details: { tasks: 19, least: 20 },
    })
    await refused([...TASKS, { text: 'x', gold: ['nobody/nothing'] }]).toMatchObject({
      code: 'calibration-invalid',
      details: { id: 'nobody/nothing' },
    })
    // A wire name is no id.
    await refused([...TASKS, { text: 'x', gold: ['flights__list_flight'] }]).toMatchObject({
      code: 'calibration-invalid',
    })
    await refused([{ text: '', gold: [] }]).toMatchObject({ details: { path: '0.text' } })
    await refused('x').toMatchObject({ code: 'calibration-invalid' })
    await expect(crib.calibrate(TASKS, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    })
    expect(crib.calibration).toBeUndefined()
    expect(await crib.calibrationSamples([{ text: 'nothing of the kind', gold: [] }])).toEqual([])
  })

  it('refuses a stored one that is damaged or of another embedder', async () => {
    const calibration = await (await createCrib({ sources })).calibrate(TASKS)
    const damaged = { ...calibration, confidence: { ...calibration.confidence, weights: [1] } }
    await expect(createCrib({ sources, calibration: damaged })).rejects.toMatchObject({
      code: 'calibration-invalid',
      details: { path: 'confidence' },
    })
    await expect(createCrib({ sources, calibration: {} as typeof calibration })).rejects.toMatchObject({
      code: 'calibration-invalid',
    })
    const { features, weights } = calibration.confidence
    const hostile: [object, string][] = [
      [
        { confidence: { ...calibration.confidence, weights: weights.map(() => 1e308) } },
        'confidence.weights.0',
      ],
      [{ confidence: { ...calibration.confidence, bias: -1e308 } }, 'confidence.bias'],
      [{ confidence: { features: ['z', 'z'], weights: [1, 1], bias: 0 } }, 'confidence'],
      [
        { confidence: { features: Array(1000).fill(features[0]), weights: [], bias: 0 } },
        'confidence.features',
      ],
      [{ tasks: 1e9 }, 'recall'],
      [{ quality: { ...calibration.quality, brierSkill: 2 } }, 'quality.brierSkill'],
    ]
    for (const [change, path] of hostile)
      await expect(createCrib({ sources, calibration: { ...calibration, ...change } })).rejects.toMatchObject(
        {
          code: 'calibration-invalid',
          details: { path },
        },
      )
    const embedder: Embedder = {
      id: 'other',
      dimensions: 4,
      embed: async (texts) => texts.map((_, at) => Float32Array.of(at % 2, 1 - (at % 2), 0, 0)),
    }
    await expect(createCrib({ sources, calibration, embedder })).rejects.toMatchObject({
      code: 'calibration-mismatch',
      details: { expected: 'other', actual: calibration.embedder },
    })
  })
})

describe('targetRecall', () => {
  it('hands out more tools for a higher recall, and reaches it on the labelled tasks', async () => {
    const crib = await createCrib({ sources })
    await crib.calibrate(TASKS)
    const run = async (value: number) => {
      let found = 0
      let size = 0
      for (const { text, gold } of TASKS) {
        const { items } = await crib.select(text, { targetRecall: { value, guarantee: 'mean' } })
        size += items.length
        if (items.some(({ id }) => id === gold[0])) found += 1
      }
      return { recall: found / TASKS.length, size }
    }
    const [low, high] = [await run(0.6), await run(0.95)]
    expect(high.size).toBeGreaterThan(low.size)
    expect(low.recall).toBeGreaterThanOrEqual(0.6)
    // The bar was found on folds that the confidence was not fitted on: one task of 40 may fall short.
    expect(high.recall).toBeGreaterThanOrEqual(0.95 - 1 / 40)
  })

  it('without a calibration is an estimate for the mean, and no promise at all for a lower bound', async () => {
    const crib = await createCrib({ sources })
    const mean = await crib.select('list my flights', { targetRecall: { value: 0.9, guarantee: 'mean' } })
    expect(mean.recall).toMatchObject({ basis: 'default', tasks: 0, reachable: true, cutBy: null })
    const [few, many] = await Promise.all(
      [0.7, 0.95].map((value) =>
        crib.select('get rid of something', { targetRecall: { value, guarantee: 'mean' } }),
      ),
    )
    expect(many!.items.length).toBeGreaterThan(few!.items.length)
    expect(
      (await crib.select('a', { targetRecall: { value: 0.99, guarantee: 'mean' } })).recall?.reachable,
    ).toBe(false)
    await expect(
      crib.select('list my flights', { targetRecall: { value: 0.9, guarantee: 'lower95' } }),
    ).rejects.toMatchObject({ code: 'calibration-missing' })
    await expect(crib.select('x', { targetRecall: { value: 1, guarantee: 'mean' } })).rejects.toMatchObject({
      code: 'option-invalid',
    })
  })

  it('yields to limits and says so', async () => {
    const crib = await createCrib({ sources })
    await crib.calibrate(TASKS)
    const targetRecall = { value: 0.97, guarantee: 'mean' } as const
    const whole = await crib.select('something about the flight', { targetRecall })
    expect(whole.items.length).toBeGreaterThan(1)
    const cut = await crib.select('something about the flight', { targetRecall, maxTools: 1 })
    expect(cut.items).toHaveLength(1)
    expect(cut.recall?.cutBy).toBe('max-tools')
    const small = await crib.select('something about the flight', { targetRecall, maxTokens: 60 })
    expect(small.tokens.after).toBeLessThanOrEqual(100)
    expect(small.recall?.cutBy).toBe('max-tokens')
  })
})

describe('confidence out of the box', () => {
  it('never rises when other servers are added', async () => {
    const tasks = [...TASKS.map(({ text }) => text), 'create an invoice and then list all tickets of Ana']
    const own = await createCrib({ sources: sources.slice(0, 4) })
    const grown = await createCrib({ sources })
    for (const task of tasks) {
      const before = new Map((await confidences(own, task)) as [string, number][])
      for (const [id, after] of (await confidences(grown, task)) as [string, number][])
        if (before.has(id)) expect(after).toBeLessThanOrEqual(before.get(id)! + 1e-9)
    }
  })

  it('is lower for a language that the model does not know, which the ranking says', async () => {
    const crib = await createCrib({ sources })
    const english = await crib.rank('create an invoice')
    const german = await crib.rank('Bitte erstelle eine Rechnung für invoice')
    expect(english.cautions).toEqual([])
    expect(german.cautions).toEqual(['low_coverage'])
    expect(german.items[0]!.confidence).toBeLessThan(english.items[0]!.confidence)
    expect((await crib.select('Rechnung erstellen bitte')).cautions).toEqual(['low_coverage'])
  })
})
