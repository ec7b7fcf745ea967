import type { LegacyWorld } from './legacyWorld.js'

/** What the clients of both SDKs have in common, as loosely as these rows use it. */
export interface CommonClient {
  getServerCapabilities(): unknown
  getServerVersion(): unknown
  getInstructions(): unknown
  ping(options?: object): Promise<unknown>
  complete(params: object): Promise<unknown>
  setLoggingLevel(level: 'warning'): Promise<unknown>
  getPrompt(params: object): Promise<unknown>
  listPrompts(params?: object): Promise<unknown>
  listResources(params?: object): Promise<unknown>
  listResourceTemplates(params?: object): Promise<unknown>
  readResource(params: object): Promise<unknown>
  subscribeResource(params: object): Promise<unknown>
  unsubscribeResource(params: object): Promise<unknown>
  sendRootsListChanged(): Promise<void>
  notification(notification: object, options?: object): Promise<void>
  assertCanSetRequestHandler(method: string): void
  registerCapabilities(capabilities: object): void
  readonly transport?: object | undefined
  onclose?: () => void
  onerror?: (error: Error) => void
  fallbackNotificationHandler?: (notification: { method: string }) => Promise<void>
}

type SharedRow = (client: CommonClient, world: LegacyWorld) => unknown

/** Waits until what was sent has arrived; transports within a process need a few turns of the loop. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

/** The message of what a call throws, or `undefined` where it does not. */
export async function thrownBy(run: () => unknown): Promise<string | undefined> {
  try {
    await run()
  } catch (error) {
    return (error as Error).message
  }
  return undefined
}

/** Rows that read the same for both SDKs. */
export const SHARED_ROWS = {
  getServerCapabilities: (client) => client.getServerCapabilities(),
  getServerVersion: (client) => client.getServerVersion(),
  getInstructions: (client) => client.getInstructions(),
  ping: (client) => client.ping({ timeout: 1000 }),
  complete: (client) =>
    client.complete({ ref: { type: 'ref/prompt', name: 'greet' }, argument: { name: 'who', value: 'A' } }),
  setLoggingLevel: (client) => client.setLoggingLevel('warning'),
  getPrompt: (client) => client.getPrompt({ name: 'greet', arguments: { who: 'Ana' } }),
  listPrompts: (client) => client.listPrompts(),
  listResources: (client) => client.listResources({ _meta: { 'vendor.example/why': 1 } }),
  listResourceTemplates: (client) => client.listResourceTemplates(),
  readResource: (client) => client.readResource({ uri: 'note://7' }),
  subscribeResource: (client) => client.subscribeResource({ uri: 'note://7' }),
  unsubscribeResource: (client) => client.unsubscribeResource({ uri: 'note://7' }),
  sendRootsListChanged: async (client) => {
    await client.sendRootsListChanged()
    return 'sent'
  },
  notification: async (client) => {
    await client.notification({ method: 'notifications/progress', params: { progressToken: 1, progress: 3 } })
    return 'sent'
  },
  assertCanSetRequestHandler: (client) => thrownBy(() => client.assertCanSetRequestHandler('ping')),
  transport: (client) => client.transport?.constructor.name,
  onclose: async (client, world) => {
    const closed: string[] = []
    client.onclose = () => void closed.push('closed')
    await world.close()
    return closed
  },
  onerror: async (client, world) => {
    const errors: string[] = []
    client.onerror = (error) => void errors.push(error.message)
    world.disturb()
    return errors
  },
  fallbackNotificationHandler: async (client, world) => {
    const got: unknown[] = []
    client.fallbackNotificationHandler = async (notification) => void got.push(notification.method)
    await world.server.notification({ method: 'vendor/news' } as never)
    await settled()
    return got
  },
} satisfies Record<string, SharedRow>
