import { describe, expect, it } from 'vitest'
import { createCrib } from '../../src/crib/createCrib.js'
import { withoutTerm } from '../../src/rank/withoutTerm.js'
import { stem as stemOf } from '../../src/text/stem.js'
import { tool } from './sources.js'

const sources = [
  {
    server: 'travel',
    tools: [
      tool('search_flights', 'Find flights between two airports, sorted by price.'),
      tool('book_hotel', 'Book a hotel room for some nights.'),
    ],
  },
  {
    server: 'office',
    tools: [
      tool('create_event', 'Put an event into the calendar.'),
      tool('list_events', 'List the events of the calendar.'),
      tool('send_mail', 'Send an email message to a person.'),
    ],
  },
]
/** Many tools for one of three wishes. */
const FLIGHTS = [
  {
    server: 'travel',
    tools: Array.from({ length: 12 }, (_, i) =>
      tool(`search_flights_${i}`, `Finds the cheapest flight, variant ${i} of the flight search.`),
    ),
  },
  { server: 'calendar', tools: [tool('create_event', 'Puts an event into the calendar.')] },
  { server: 'mail', tools: [tool('send_message', 'Sends an email message, mails it to a person.')] },
]
const SEVERAL = 'Find the cheapest flight, put it in my calendar and mail it to Ana'
const TASKS = ['book me a hotel', 'list the events of next week in my calendar', 'mail', SEVERAL]

describe('crib.explain', () => {
  it.each([[/x/], [Symbol('x')], [''], [[]], [null]])('refuses %s as the id of a tool', async (id) => {
    const crib = await createCrib({ sources })
    await expect(crib.explain('mail', id as string)).rejects.toMatchObject({
      code: 'tool-unknown',
      details: { nearest: [] },
    })
  })

  it('adds up to the score, for every tool, chosen or refused, of one wish or several', async () => {
    for (const task of TASKS) {
      const crib = await createCrib({ sources: task === SEVERAL ? FLIGHTS : sources })
      const ranked = new Map((await crib.rank(task, { limit: 14 })).items.map((item) => [item.tool.id, item]))
      for (const { id } of crib.catalog.tools) {
        const { score, rank, confidence, evidence } = await crib.explain(task, id)
        expect({ score, rank, confidence }).toEqual({
          score: ranked.get(id)!.score,
          rank: ranked.get(id)!.rank,
          confidence: ranked.get(id)!.confidence,
        })
        const sum = evidence.contributions.reduce((total, { value }) => total + value, 0)
        expect(Math.abs(sum - score)).toBeLessThan(1e-6)
      }
    }
  })

  it('takes a task for one wish where it is asked to', async () => {
    const crib = await createCrib({ sources: FLIGHTS })
    const { items } = await crib.rank(SEVERAL, { limit: 14, intents: 'one' })
    for (const { tool: ranked, rank, score } of items)
      expect(await crib.explain(SEVERAL, ranked.id, { intents: 'one' })).toMatchObject({
        rank,
        score,
        intents: [],
      })
  })

  it('names first the term without which the tool falls most', async () => {
    for (const task of [TASKS[0]!, TASKS[1]!, SEVERAL]) {
      const crib = await createCrib({ sources: task === SEVERAL ? FLIGHTS : sources })
      const best = (await crib.rank(task)).items[0]!
      const { terms, score } = await crib.explain(task, best.tool.id)
      const [top] = terms
      expect(top!.drop).toBeGreaterThan(0)
      const without = (await crib.rank(withoutTerm(task, stemOf(top!.term)), { limit: 14 })).items.find(
        ({ tool: { id } }) => id === best.tool.id,
      )
      expect(without!.score).toBeCloseTo(score - top!.drop, 9)
      expect(terms.map(({ drop }) => drop)).toEqual(terms.map(({ drop }) => drop).sort((a, b) => b - a))
    }
  })

  it('says what became of a tool, and what displaced it', async () => {
    const crib = await createCrib({ sources })
    const task = 'list the events of next week in my calendar'
    const outcome = async (id: string, options = {}) => {
      const { outcome, displacedBy } = await crib.explain(task, id, options)
      return { outcome, displacedBy }
    }
    expect(await outcome('office/list_events')).toEqual({ outcome: 'handed-out', displacedBy: [] })
    expect(await outcome('office/create_event', { maxTools: 1 })).toEqual({
      outcome: 'max-tools',
      displacedBy: ['office/list_events'],
    })
    expect(await outcome('office/create_event', { maxTokens: 40 })).toEqual({
      outcome: 'max-tokens',
      displacedBy: ['office/list_events'],
    })
    expect((await outcome('travel/book_hotel')).outcome).toBe('low-confidence')
    expect((await outcome('office/list_events', { exclude: ['office/*'] })).outcome).toBe('filtered')
    expect((await outcome('travel/book_hotel', { pinned: ['travel/book_hotel'] })).outcome).toBe('handed-out')
  })

  it('names the tool that a near-copy repeats, and those of its server that took its share', async () => {
    const copy = { server: 'other', tools: [sources[0]!.tools[0]!, tool('wave_hand', 'Wave a hand.')] }
    const crib = await createCrib({ sources: [...sources, copy] })
    expect(await crib.explain('find flights by price', 'other/search_flights')).toMatchObject({
      outcome: 'near-copy',
      displacedBy: ['travel/search_flights'],
    })
    const pinned = await crib.explain('find flights by price', 'other/search_flights', {
      pinned: ['other/search_flights'],
    })
    expect(pinned.outcome).toBe('handed-out')
    const task = 'list the events of the calendar and create an event'
    expect(await crib.explain(task, 'office/create_event', { maxShare: 0.1 })).toMatchObject({
      outcome: 'max-share',
      displacedBy: ['office/list_events'],
    })
  })

  it('counts the parts of a wish that a tool is scored by', async () => {
    const crib = await createCrib({ sources: FLIGHTS })
    const { items } = await crib.rank(SEVERAL, { limit: 14 })
    const wishes = items.flatMap(({ evidence }) => evidence.contributions.map(({ intent }) => intent))
    expect(wishes).toContain(undefined)
    expect(wishes.filter((wish) => wish !== undefined).length).toBeGreaterThan(0)
  })

  it('tells how it stands for each wish', async () => {
    const crib = await createCrib({ sources: FLIGHTS })
    const { intents, summary } = await crib.explain(SEVERAL, 'mail/send_message')
    expect(intents).toHaveLength(3)
    const mail = intents.find(({ text }) => text.includes('mail'))!
    expect(mail.rank).toBe(1)
    expect(mail.contributions.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(mail.score, 6)
    expect(intents.filter(({ rank }) => rank === 1)).toHaveLength(1)
    expect(summary).toContain(`Of 3 wishes it serves "${mail.text}" best (rank 1).`)
  })

  it('takes a wire name, a conversation, and refuses what is not there', async () => {
    const crib = await createCrib({ sources })
    const { id, terms } = await crib.explain(
      { messages: [{ role: 'user', content: 'send Ana the message by email' }] },
      'office__send_mail',
    )
    expect(id).toBe('office/send_mail')
    expect(terms.map(({ term }) => term)).toContain('email')
    await expect(crib.explain('x', 'send_mails')).rejects.toMatchObject({ code: 'tool-unknown' })
    await expect(crib.explain('x', 'send_mail')).rejects.toMatchObject({
      details: { id: 'send_mail', nearest: ['office/send_mail'] },
    })
    await expect(crib.explain('x', id, { maxTool: 1 } as never)).rejects.toMatchObject({
      code: 'option-unknown',
    })
  })
})

describe('withoutTerm', () => {
  it('takes every word of a stem out, in identifiers too, and leaves the rest as it is', () => {
    expect(withoutTerm('List my Events, event by event!', 'event')).toBe('List my ,  by !')
    expect(withoutTerm('call createEvent now', 'event')).toBe('call create now')
    expect(withoutTerm({ messages: [{ role: 'user', content: 'an event' }] }, 'event')).toEqual({
      messages: [{ role: 'user', content: 'an ' }],
    })
  })
})

describe('the outcome of an explanation', () => {
  const many = Array.from({ length: 6 }, (_, at) => ({
    server: `s${at}`,
    tools: Array.from({ length: 10 }, (_, i) =>
      i % 2 === 1
        ? tool(`mail_${at}_${i}`, `Send an email message to a person, way ${at * 10 + i}.`)
        : tool(`chart_${at}_${i}`, `Draw the pie chart ${at * 10 + i} of a table.`),
    ),
  }))
  const TASK = 'send an email message to a person'

  it('is low confidence exactly where a higher limit would not help', async () => {
    const crib = await createCrib({ sources: many, defences: 'off' })
    const targetRecall = { value: 0.95, guarantee: 'mean' } as const
    const { items } = await crib.select(TASK, { targetRecall, maxTools: 60 })
    const likely = new Set(items.map(({ id }) => id))
    expect(likely.size).toBeGreaterThan(12)
    expect(likely.size).toBeLessThan(60)
    const limits = [{ maxTools: 1 }, { maxTools: 12 }, { maxTokens: 90 }, { maxShare: 0.02 }]
    for (const limit of limits) {
      const expected = 'maxTools' in limit ? 'max-tools' : 'maxTokens' in limit ? 'max-tokens' : 'max-share'
      for (const { id } of crib.catalog.tools) {
        const { outcome } = await crib.explain(TASK, id, { targetRecall, ...limit })
        if (!likely.has(id)) expect(outcome).toBe('low-confidence')
        else expect(['handed-out', expected]).toContain(outcome)
      }
    }
  })

  it('is no low confidence where the caller sets no bar, however far down', async () => {
    const crib = await createCrib({ sources: many, defences: 'off' })
    const options = { minConfidence: 0, maxTools: 1 }
    for (const { id } of crib.catalog.tools) {
      const { outcome } = await crib.explain(TASK, id, options)
      expect(['handed-out', 'max-tools']).toContain(outcome)
    }
  })

  it('does not change with votes that come meanwhile', async () => {
    const crib = await createCrib({ sources: many, feedback: true })
    const first = (await crib.rank(TASK)).items[0]!.tool.id
    const [explained] = await Promise.all([
      crib.explain(TASK, 's5/mail_5_9', { maxTools: 1 }),
      crib.feedback({ task: TASK, toolId: 's5/mail_5_9', outcome: 'good' }),
      crib.feedback({ task: TASK, toolId: first, outcome: 'bad' }),
    ])
    expect(explained).toEqual(await crib.explain(TASK, 's5/mail_5_9', { maxTools: 1, feedback: false }))
    expect((await crib.rank(TASK)).items[0]!.tool.id).not.toBe(first)
  })

  it('can be aborted between two words', async () => {
    const crib = await createCrib({ sources: many })
    const abort = new AbortController()
    setImmediate(() => abort.abort())
    await expect(crib.explain(TASK, 's5/mail_5_9', { signal: abort.signal })).rejects.toMatchObject({
      code: 'aborted',
    })
  })
})
