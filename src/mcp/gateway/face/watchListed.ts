import { z } from 'zod'
import type { Audience } from '../meta/constantList.js'
import { ownersOf } from './ownersOf.js'
import type { Subscriptions } from './Subscriptions.js'

/** What is read of a request `subscriptions/listen` of 2026. */
const listenSchema = z.object({
  method: z.literal('subscriptions/listen'),
  params: z.object({ notifications: z.object({ resourceSubscriptions: z.array(z.string()) }) }),
})

/**
 * Watches the resources that a client of 2026 listens for. What nobody can watch is left out: the protocol has no word for
 * a resource that is refused.
 *
 * @param message The request, parsed or as text.
 */
export async function watchListed(
  message: unknown,
  audience: Audience,
  subscriptions: Subscriptions,
): Promise<void> {
  const parsed = listenSchema.safeParse(typeof message === 'string' ? fromJson(message) : message)
  if (!parsed.success) return
  const { gateway, context } = audience
  const view = await gateway.view()
  const watches = parsed.data.params.notifications.resourceSubscriptions.map(async (uri) => {
    const [server, ...others] = ownersOf(view, uri, audience)
    if (server !== undefined && others.length === 0)
      await subscriptions.add(uri, gateway.upstream(context, server))
  })
  await Promise.allSettled(watches)
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
