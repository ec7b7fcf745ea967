import { describe, expect, it } from 'vitest'
import { createCrib } from '../../src/crib/createCrib.js'

const tool = (name: string, description: string) => ({ name, description, inputSchema: { type: 'object' } })
const FLIGHTS = Array.from({ length: 12 }, (_, i) =>
  tool(`search_flights_${i}`, `Finds the cheapest flight, variant ${i} of the flight search.`),
)
const sources = [
  { server: 'travel', tools: FLIGHTS },
  { server: 'calendar', tools: [tool('create_event', 'Puts an event into the calendar.')] },
  { server: 'mail', tools: [tool('send_message', 'Sends an email message, mails it to a person.')] },
]
const TASK = 'Find the cheapest flight, put it in my calendar and mail it to Ana'

describe('a task with several intents', () => {
  it('covers every one of them before going deep in the one with most tools', async () => {
    const crib = await createCrib({ sources })
    const { items } = await crib.rank(TASK, { limit: 4 })
    expect(new Set(items.slice(0, 3).map((item) => item.tool.server))).toEqual(
      new Set(['travel', 'calendar', 'mail']),
    )
    const mail = items.find((item) => item.tool.server === 'mail')
    expect(mail?.intent).toBe('mail it to Ana')
    const selection = await crib.select(TASK, { maxTools: 3 })
    expect(selection.tools.map((one) => one.name)).toEqual([
      'calendar__create_event',
      'mail__send_message',
      expect.stringContaining('travel'),
    ])
    expect(selection.items.map((item) => item.reasons[0])).toContain('for "mail it to Ana"')
  })

  it('does so in an approximate index too, with the same scores', async () => {
    const [exact, hnsw] = await Promise.all([createCrib({ sources }), createCrib({ sources, index: 'hnsw' })])
    const shape = async (crib: typeof exact) =>
      (await crib.rank(TASK)).items.map((item) => [item.tool.id, item.score])
    expect(await shape(hnsw)).toEqual(await shape(exact))
  })

  it('covers them in a task of 2,000 words, wherever they stand', async () => {
    const crib = await createCrib({ sources })
    const filler = 'The morning was quiet and the harbour lay still under the fog. '.repeat(90)
    const task = `Find the cheapest flight. ${filler}\nPut an event into the calendar. Then send an email message to Ana.`
    const { items } = await crib.rank(task, { limit: 4 })
    expect(new Set(items.map((item) => item.tool.server))).toEqual(new Set(['travel', 'calendar', 'mail']))
  })

  it('leaves a single wish whole, with scores that fall', async () => {
    const crib = await createCrib({ sources })
    const { items } = await crib.rank('Find the cheapest flight to Rome, please')
    expect(items.filter((item) => item.intent !== undefined)).toEqual([])
    const scores = items.map((item) => item.score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })

  it('is the same whatever order the servers come in, and obeys filter, limit and pins', async () => {
    const crib = await createCrib({ sources })
    const reversed = await createCrib({ sources: [...sources].reverse() })
    const ids = async (one: typeof crib) => (await one.rank(TASK)).items.map((item) => item.tool.id)
    expect(await ids(reversed)).toEqual(await ids(crib))
    const filtered = await crib.rank(TASK, { exclude: ['mail/*'], limit: 2 })
    expect(filtered.items.map((item) => item.tool.server).sort()).toEqual(['calendar', 'travel'])
    const pinned = await crib.select(TASK, { pinned: ['travel/search_flights_7'], maxTools: 2 })
    expect(pinned.items.map((item) => item.id)).toContain('travel/search_flights_7')
    expect(pinned.items).toHaveLength(2)
  })
})
