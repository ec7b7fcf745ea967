import { describe, expect, it } from 'vitest'
import { createCrib } from '../../src/crib/createCrib.js'
import type { Embedder } from '../../src/embed/Embedder.js'
import { MAIL, PAYMENTS, sources, tool, WEATHER } from './sources.js'

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
