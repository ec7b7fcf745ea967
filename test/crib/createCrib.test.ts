import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCrib } from '../../src/crib/createCrib.js'
import type { Embedder } from '../../src/embed/Embedder.js'
import { loadTokenCounter } from '../../src/tokens/loadTokenCounter.js'
import type { ToolSource } from '../../src/tool/Tool.js'

const tool = (name: string, description: string, properties: object = {}) => ({
  name,
  description,
  inputSchema: { type: 'object', properties },
})
const PAYMENTS: ToolSource = {
  server: 'payments',
  tools: [
    tool('create_refund', 'Gives the money of a charge back to the customer.', {
      charge: { type: 'string', description: 'Id of the charge' },
    }),
    tool('list_invoices', 'Lists the invoices of a customer.'),
    tool('create_customer', 'Registers a new customer.'),
  ],
}
const MAIL: ToolSource = {
  server: 'mail',
  tools: [
    tool('send_message', 'Sends an email message to a recipient.'),
    tool('search_messages', 'Finds email messages by sender or subject.'),
  ],
}
const WEATHER: ToolSource = {
  server: 'weather',
  tools: [tool('get_forecast', 'Weather forecast for a city and day.')],
}
const sources = [PAYMENTS, MAIL, WEATHER]

describe('rank', () => {
  it('puts the right tool first and says why', async () => {
    const crib = await createCrib({ sources })
    const ranking = await crib.rank('refund the last charge', { limit: 3 })
    expect(ranking.items.map((item) => item.rank)).toEqual([1, 2, 3])
    expect(ranking.items[0]?.tool.id).toBe('payments/create_refund')
    expect(ranking.items[0]?.evidence.terms.map((one) => [one.term, one.field])).toContainEqual([
      'refund',
      'name',
    ])
    expect(ranking).toMatchObject({
      task: 'refund the last charge',
      index: 'exact',
      embedder: expect.stringMatching(/^static/),
    })
  })

  it('gives the same answer each time, with scores that fall and confidences between 0 and 1', async () => {
    const crib = await createCrib({ sources })
    const [one, two] = [await crib.rank('email the invoice'), await crib.rank('email the invoice')]
    expect(two).toEqual(one)
    const scores = one.items.map((item) => item.score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    const confidences = one.items.map((item) => item.confidence)
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a))
    expect(confidences.filter((value) => !(value > 0 && value < 1))).toEqual([])
  })

  it('gives a tool the same similarity and score whatever else passes the filter', async () => {
    const crib = await createCrib({ sources })
    const all = (await crib.rank('email the invoice')).items.find(
      (item) => item.tool.id === 'mail/send_message',
    )
    const filtered = (await crib.rank('email the invoice', { include: ['mail/*'] })).items
    expect(filtered.map((item) => item.tool.server)).toEqual(['mail', 'mail'])
    expect(filtered.find((item) => item.tool.id === 'mail/send_message')).toMatchObject({
      score: all?.score,
      evidence: all?.evidence,
    })
  })

  it('ranks a conversation by what its last message refers to', async () => {
    const crib = await createCrib({ sources })
    const messages = [
      { role: 'user' as const, content: 'Write an email to Ana about the meeting.' },
      { role: 'assistant' as const, content: 'Here is the draft of the message. Shall I send it?' },
      { role: 'user' as const, content: 'yes, send it' },
    ]
    expect((await crib.rank({ messages })).items[0]?.tool.id).toBe('mail/send_message')
  })

  it('ranks alike by an approximate index', async () => {
    const many: ToolSource = {
      server: 'many',
      tools: Array.from({ length: 300 }, (_, i) =>
        tool(`tool_${i}`, `Handles item number ${i} of a warehouse shelf.`),
      ),
    }
    const [exact, hnsw] = await Promise.all([
      createCrib({ sources: [...sources, many], index: 'exact' }),
      createCrib({ sources: [...sources, many], index: 'hnsw' }),
    ])
    const scores = async (crib: typeof exact) =>
      new Map(
        (await crib.rank('refund the last charge', { limit: 400 })).items.map((item) => [
          item.tool.id,
          item.score,
        ]),
      )
    const [all, some] = [await scores(exact), await scores(hnsw)]
    expect([...some][0]).toEqual([...all][0])
    expect(some.size).toBeGreaterThan(150)
    expect([...some].filter(([id, score]) => all.get(id) !== score)).toEqual([])
    expect((await hnsw.rank('x')).index).toBe('hnsw')
  })
})

describe('select', () => {
  it('hands out wire definitions in stable order inside the budget', async () => {
    const crib = await createCrib({ sources })
    const counter = await loadTokenCounter('o200k_base')
    const task = 'refund the last charge and email the customer'
    // The first tool always fits the task: two pins and one token too few for it leave it whatever the model ranks.
    const pinned = ['weather/get_forecast', 'mail/send_message']
    const whole = await crib.select(task, { pinned })
    const maxTokens = (await crib.select(task, { pinned, maxTools: 3 })).tokens.after - 1
    const selection = await crib.select(task, { pinned, maxTokens })
    const names = whole.tools.map((one) => one.name)
    expect(names).toEqual([...names].sort())
    expect(names).toContain('payments__create_refund')
    expect(counter.count(JSON.stringify(selection.tools))).toBe(selection.tokens.after)
    expect(selection.tokens).toMatchObject({ limit: maxTokens, counter: 'o200k_base' })
    expect(selection.tokens.after).toBeLessThanOrEqual(maxTokens)
    expect(selection.tokens.before).toBeGreaterThan(selection.tokens.after)
    expect(whole.items[0]).toMatchObject({
      rank: 1,
      level: 'full',
      reasons: expect.arrayContaining([expect.stringContaining('refund')]),
    })
    expect(selection.left[0]).toMatchObject({ id: 'payments/create_refund', rank: 1, why: 'max-tokens' })
  })

  it('says that nothing fits, and what came nearest', async () => {
    const selection = await (await createCrib({ sources })).select('zzzz qqqq xxyyzz')
    expect(selection).toMatchObject({ nothingFits: true, tools: [], items: [], tokens: { after: 0 } })
    expect(selection.left[0]?.why).toBe('low-confidence')
  })

  it('says that nothing fits when the filter leaves no tool', async () => {
    const crib = await createCrib({ sources })
    const selection = await crib.select('refund the last charge', { include: ['nobody/*'] })
    expect(selection).toMatchObject({ tools: [], left: [], nothingFits: true })
  })

  it('counts nothing for a catalog of nothing', async () => {
    expect(await (await createCrib({ sources: [] })).cost()).toMatchObject({ total: 0 })
  })

  it('hands out pinned tools by id or wire name, whatever the filter and the task', async () => {
    const crib = await createCrib({ sources })
    const selection = await crib.select('refund the charge', {
      pinned: ['weather__get_forecast', 'mail/send_message'],
      exclude: ['weather/*'],
      maxTools: 3,
    })
    expect(
      selection.items
        .filter((item) => item.pinned)
        .map((item) => item.id)
        .sort(),
    ).toEqual(['mail/send_message', 'weather/get_forecast'])
    expect(selection.items).toHaveLength(3)
    const unfit = await crib.select('zzzz qqqq xxyyzz', { pinned: ['mail/send_message'] })
    expect(unfit).toMatchObject({ nothingFits: true, tools: [{ name: 'mail__send_message' }] })
  })

  it('refuses unknown pins and pins over the budget', async () => {
    const crib = await createCrib({ sources })
    await expect(crib.select('x', { pinned: ['send_message'] })).rejects.toMatchObject({
      code: 'pin-unknown',
      details: { nearest: ['mail/send_message'] },
    })
    await expect(crib.select('x', { pinned: ['mail/send_message'], maxTokens: 3 })).rejects.toMatchObject({
      code: 'pins-over-budget',
    })
  })

  it('never exceeds its limits over random catalogs, tools bigger than the budget included', async () => {
    const counter = await loadTokenCounter('o200k_base')
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.lorem({ maxCount: 40 }),
      fc.constantFrom('constructor', '__proto__', '"}]', '\u202e'),
    )
    const row = fc.record({
      name: text.filter((name) => name !== ''),
      description: text,
      properties: fc.dictionary(text, fc.record({ description: text }), { maxKeys: 4 }),
    })
    const catalog = fc.uniqueArray(row, { minLength: 1, maxLength: 12, selector: (one) => one.name })
    await fc.assert(
      fc.asyncProperty(catalog, text, fc.nat(300), fc.nat(6), async (rows, task, maxTokens, maxTools) => {
        const tools = rows.map((one) => tool(one.name, one.description, one.properties))
        const crib = await createCrib({ sources: [{ server: 'a', tools }, WEATHER] })
        const selection = await crib.select(`forecast ${task}`, { maxTokens, maxTools })
        const sent = selection.tools.length === 0 ? 0 : counter.count(JSON.stringify(selection.tools))
        expect(sent).toBeLessThanOrEqual(maxTokens)
        expect(selection.tools.length).toBeLessThanOrEqual(maxTools)
        expect(selection.tokens.after).toBe(sent)
      }),
      { numRuns: 60 },
    )
  })
})

describe('update', () => {
  it('embeds only what changed', async () => {
    const embedded: string[] = []
    const embedder = recording(embedded)
    const crib = await createCrib({ sources: [PAYMENTS, MAIL], embedder })
    embedded.length = 0
    const diff = await crib.update([
      PAYMENTS,
      WEATHER,
      { ...MAIL, tools: [MAIL.tools[0], tool('search_messages', 'Searches old letters.')] },
    ])
    expect(diff).toEqual({
      added: ['weather/get_forecast'],
      removed: [],
      changed: ['mail/search_messages'],
      unchanged: 4,
    })
    expect(embedded).toHaveLength(2)
    expect((await crib.rank('weather in Rome')).items[0]?.tool.id).toBe('weather/get_forecast')
  })

  it('changes nothing when it fails or is aborted', async () => {
    const crib = await createCrib({ sources: [MAIL] })
    const { revision } = crib.catalog
    await expect(
      crib.update([MAIL, { server: 'bad', tools: [{ description: 'no name' }] }]),
    ).rejects.toMatchObject({ code: 'tool-invalid' })
    await expect(crib.update([PAYMENTS], { signal: AbortSignal.abort('stop') })).rejects.toMatchObject({
      code: 'aborted',
      cause: 'stop',
    })
    expect(crib.catalog.revision).toBe(revision)
    expect((await crib.rank('email')).items).toHaveLength(2)
  })

  it('runs one after another and leaves running selections whole', async () => {
    const crib = await createCrib({ sources: [MAIL] })
    const [, selection] = await Promise.all([
      crib.update([PAYMENTS]),
      crib.select('email'),
      crib.update([WEATHER]),
    ])
    expect(selection.items.every((item) => item.server === 'mail')).toBe(true)
    expect(crib.catalog.servers).toEqual(['weather'])
  })

  it('keeps ranking right over many updates with an index that grows', async () => {
    const crib = await createCrib({ sources, index: 'hnsw' })
    for (let round = 0; round < 5; round++) {
      await crib.update([
        {
          server: 'round',
          tools: [tool('refund', `Refunds charge ${round}.`), tool('other', `Something else ${round}.`)],
        },
        WEATHER,
      ])
      const fresh = await createCrib({
        sources: [
          {
            server: 'round',
            tools: [tool('refund', `Refunds charge ${round}.`), tool('other', `Something else ${round}.`)],
          },
          WEATHER,
        ],
      })
      const shape = async (one: typeof crib) =>
        (await one.rank('refund a charge')).items.map((item) => [item.tool.id, item.score])
      expect(await shape(crib)).toEqual(await shape(fresh))
    }
  })
})

describe('bad input', () => {
  it.each([
    [{ sources: [], embeder: 'static' }, 'option-unknown'],
    [{ sources: 'x' }, 'option-invalid'],
    [{}, 'option-invalid'],
    [{ sources: [], index: 'annoy' }, 'option-invalid'],
    [{ sources: [], embedder: 'magic' }, 'option-invalid'],
    [{ sources: [], tokenizer: 'gpt2' }, 'option-invalid'],
    [{ sources: [{ server: 'a', tools: [{ name: 'x' }, { name: 'x' }] }] }, 'tool-duplicate'],
    [{ sources: [{ server: 'a', tools: [{}] }] }, 'tool-invalid'],
  ])('createCrib(%j) is %s', async (options, code) => {
    await expect(createCrib(options as never)).rejects.toMatchObject({ name: 'CribError', code })
  })

  it('names the unknown option and the known ones', async () => {
    const crib = await createCrib({ sources })
    await expect(crib.select('x', { maxToken: 5 } as never)).rejects.toThrowError(
      /"maxToken".*Known options:.*maxTokens/,
    )
    await expect(crib.select('x', { maxTokens: -1 })).rejects.toMatchObject({
      code: 'option-invalid',
      details: { option: 'maxTokens', value: -1 },
    })
    await expect(crib.rank('x', { limit: 0 })).rejects.toMatchObject({ code: 'option-invalid' })
  })

  it('shows a value that JSON cannot hold as what it is', async () => {
    const crib = await createCrib({ sources })
    await expect(crib.select('x', { maxTokens: Number.NaN })).rejects.toThrowError(/maxTokens.* is NaN/)
    await expect(crib.select('x', { maxTokens: Number.POSITIVE_INFINITY })).rejects.toThrowError(
      /is Infinity/,
    )
  })

  it('says that there is no tool or no task', async () => {
    await expect((await createCrib({ sources: [] })).rank('x')).rejects.toMatchObject({ code: 'tools-empty' })
    await expect((await createCrib({ sources })).select('  ')).rejects.toMatchObject({ code: 'task-empty' })
  })

  it('skips bad tools where the caller asks for it, and says which', async () => {
    const crib = await createCrib({
      sources: [{ server: 'a', tools: [{ name: 'ok' }, { name: 7 }] }],
      invalidTools: 'skip',
    })
    expect(crib.catalog.tools).toHaveLength(1)
    expect(crib.catalog.rejected).toMatchObject([{ server: 'a', index: 1 }])
  })

  it.each([
    ['too few vectors', async () => []],
    ['vectors of another length', async (texts: readonly string[]) => texts.map(() => new Float32Array(3))],
    [
      'vectors that are not finite',
      async (texts: readonly string[]) => texts.map(() => new Float32Array(2).fill(Number.NaN)),
    ],
    [
      'an error',
      async () => {
        throw new Error('no model')
      },
    ],
  ])('refuses an embedder that gives %s', async (_, embed) => {
    await expect(
      createCrib({ sources, embedder: { id: 'mine', dimensions: 2, embed } }),
    ).rejects.toMatchObject({ code: 'embedder-failed', details: { embedder: 'mine' } })
  })

  it('stops at an aborted signal', async () => {
    const signal = AbortSignal.abort('enough')
    await expect(createCrib({ sources, signal })).rejects.toMatchObject({ code: 'aborted' })
    const crib = await createCrib({ sources })
    await expect(crib.rank('email', { signal })).rejects.toMatchObject({ code: 'aborted', cause: 'enough' })
    await expect(crib.select('email', { signal })).rejects.toMatchObject({ code: 'aborted' })
  })
})

/** A small embedder of letters that remembers which tool texts it was asked for. */
function recording(embedded: string[]): Embedder {
  return {
    id: 'letters',
    dimensions: 26,
    embed: async (texts, options) => {
      if (options?.kind === 'tool') embedded.push(...texts)
      return texts.map((text) => {
        const vector = new Float32Array(26)
        for (const letter of text.toLowerCase()) {
          const at = letter.charCodeAt(0) - 97
          if (at >= 0 && at < 26) vector[at] = vector[at]! + 1
        }
        const length = Math.hypot(...vector) || 1
        return vector.map((value) => value / length)
      })
    },
  }
}
