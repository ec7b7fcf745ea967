import type { JSONRPCMessage, Server } from '@modelcontextprotocol/server'
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import { createFace } from '../face/createFace.js'
import { Subscriptions } from '../face/Subscriptions.js'
import { watchListed } from '../face/watchListed.js'
import type { Gateway } from '../Gateway.js'
import { SHARED_CONTEXT } from '../HostOwner.js'
import type { Profile } from '../profiles/Profile.js'
import { tellChanges } from './tellChanges.js'

/** How a gateway is served over stdin and stdout. */
export interface ServeStdioOptions {
  gateway: Gateway
  profile: Profile
  /** Aborting ends the connection. */
  signal: AbortSignal
  /** Called with faults that no answer tells of. */
  onWarning: (message: string) => void
}

/** Most bytes of one message; the SDK's own 10 MB are less than arguments with a picture may be. */
const MAX_MESSAGE = 64 * 1024 * 1024

/** Serves one client over this process's stdin and stdout, in both eras. Resolves when the client is gone or on abort. */
export async function serveGatewayStdio(options: ServeStdioOptions): Promise<void> {
  const { gateway, profile, signal, onWarning } = options
  const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: MAX_MESSAGE })
  let face: Server | undefined
  const stop = tellChanges(gateway, () => (face === undefined ? [] : [face]))
  const handle = serveStdio(
    async ({ era }) => {
      // The one connection of this process uses those over which lists are read.
      ;({ server: face } = await createFace({ gateway, profile, era, context: SHARED_CONTEXT, isOne: true }))
      return face
    },
    { transport, onerror: (error) => onWarning(error.message) },
  )
  const { onmessage } = transport
  const listening = new Map<unknown, Subscriptions>()
  transport.onmessage = (message) => {
    followListening(message)
    onmessage?.(message)
  }
  try {
    await new Promise<void>((resolve) => {
      const { onclose } = transport
      transport.onclose = () => {
        onclose?.()
        resolve()
      }
      if (signal.aborted) resolve()
      else signal.addEventListener('abort', () => resolve(), { once: true })
    })
  } finally {
    stop()
    await Promise.all([...listening.values()].map((one) => one.close()))
    await handle.close()
  }

  /** The SDK serves subscriptions of 2026 itself; what a client is to hear of has to be watched at the servers. */
  function followListening(message: JSONRPCMessage): void {
    if (!('method' in message)) return
    const who = { gateway, profile, context: SHARED_CONTEXT }
    if ('id' in message && message.method === 'subscriptions/listen') {
      const subscriptions = new Subscriptions(
        (updated) => void face?.sendResourceUpdated(updated).catch(() => {}),
      )
      listening.set(message.id, subscriptions)
      void watchListed(message, who, subscriptions)
    } else if (message.method === 'notifications/cancelled') {
      const id = message.params?.['requestId']
      void listening.get(id)?.close()
      listening.delete(id)
    }
  }
}
