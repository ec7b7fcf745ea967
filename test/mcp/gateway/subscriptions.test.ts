import { afterEach, beforeEach, expect, it } from 'vitest'
import { until } from '../upstream/manage.js'
import { ERAS, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

it.each(ERAS)(
  'tells a client of changed resources that it wants to hear of, and of no others (%s)',
  async (era) => {
    const spec = {
      tools: [tool('touch', 'Changes a resource.')],
      resources: ['note://a', 'note://b'].map((uri) => ({ uri, name: uri })),
    }
    const gateway = await shop.gateway({ notes: shop.server('notes', spec), other: shop.server('other', {}) })
    const client = await shop.client(await shop.http(gateway), era)
    const heard: string[] = []
    client.setNotificationHandler(
      'notifications/resources/updated',
      ({ params }) => void heard.push(params.uri),
    )
    const touch = (text: string) => client.callTool({ name: 'notes__touch', arguments: { text } })
    if (era === 'legacy') await client.subscribeResource({ uri: 'note://a' })
    else await client.listen({ resourceSubscriptions: ['note://a'] })
    await touch('note://a')
    await until(() => heard.length > 0)
    expect(shop.sent('notes').map(({ method }) => method)).toContain('resources/subscribe')
    expect(shop.sent('other')).toEqual([])
    if (era === 'modern') return
    await client.unsubscribeResource({ uri: 'note://a' })
    await touch('note://a')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(heard).toEqual(['note://a'])
    await expect(client.subscribeResource({ uri: 'note://none' })).rejects.toMatchObject({ code: -32602 })
  },
)
