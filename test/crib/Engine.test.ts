import { expect, it } from 'vitest'
import { createCrib } from '../../src/crib/createCrib.js'
import type { Embedder } from '../../src/embed/Embedder.js'

/** Finds every text alike; takes as many milliseconds as the longest text asks for (`wait 30`). */
const embedder: Embedder = {
  id: 'blind',
  dimensions: 8,
  embed: async (texts) => {
    const ms = Math.max(...texts.map((text) => Number(/wait (\d+)/.exec(text)?.[1] ?? 0)))
    await new Promise((resolve) => setTimeout(resolve, ms))
    return texts.map(() => Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0))
  },
}

it('ends with the last update, even where an earlier one takes longer', async () => {
  const crib = await createCrib({ sources: [], embedder })
  const slow = crib.update([{ tools: [{ name: 'slow', description: 'wait 50' }] }])
  const bad = crib.update([{ tools: [{}] }])
  const fast = crib.update([{ tools: [{ name: 'fast' }] }])
  await expect(bad).rejects.toMatchObject({ code: 'tool-invalid' })
  expect((await slow).added).toEqual(['slow'])
  expect(await fast).toMatchObject({ added: ['fast'], removed: ['slow'] })
  expect(crib.catalog.tools.map(({ id }) => id)).toEqual(['fast'])
})

it('judges whether anything fits by the tools that pass the filter', async () => {
  const tools = [{ name: 'refund_payment' }, { name: 'a2' }, { name: 'b1' }]
  const crib = await createCrib({ sources: [{ tools }], embedder })
  const all = await crib.select('refund payment')
  const others = await crib.select('refund payment', { exclude: ['refund*'] })
  expect(others.fit).toBeLessThan(all.fit)
  expect((await crib.rank('refund payment')).fit).toBe(all.fit)
})

it('tries tools far beyond the limit where the best are too large for the budget', async () => {
  const large = Array.from({ length: 12 }, (_, i) => ({
    name: `refund_${String.fromCharCode(97 + i)}`,
    description: 'refund',
    annotations: { filler: 'words '.repeat(300) },
  }))
  const small = { name: 'zz_refund_other_words_beside' }
  const crib = await createCrib({ sources: [{ tools: [...large, small] }], embedder, tokenizer: 'estimate' })
  const { items, left } = await crib.select('refund', { maxTokens: 100, maxTools: 1, levels: ['full'] })
  expect(items.map(({ id, rank }) => [id, rank])).toEqual([[small.name, 13]])
  expect(left[0]).toMatchObject({ rank: 1, why: 'max-tokens' })
})

it('hands out nothing once it is aborted, while definitions are counted too', async () => {
  const controller = new AbortController()
  const tokenizer = {
    name: 'aborting',
    exact: true,
    count: () => {
      controller.abort()
      return 1
    },
  }
  const crib = await createCrib({ sources: [{ tools: [{ name: 'a' }] }], embedder, tokenizer })
  await expect(crib.select('a', { signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' })
})
