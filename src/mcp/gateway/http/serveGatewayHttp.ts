import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CribError, refuseUnknownOptions } from '../../../errors.js'
import { showValue } from '../../../text/showValue.js'
import type { Gateway } from '../Gateway.js'
import { HttpDesk } from './HttpDesk.js'

/** Options of `serveGatewayHttp`. Unknown keys are the error `option-unknown`. */
export interface ServeHttpOptions {
  gateway: Gateway
  /** 0 to 65,535; 0 takes a free one. Default 0. */
  port?: number | undefined
  /** Address to listen at. Default `127.0.0.1`; one that other machines reach needs a token. */
  host?: string | undefined
  /** What clients have to send as `Authorization: Bearer`. Default: nothing, and `/metrics` is refused. */
  token?: string | undefined
  /** Names, besides those of loopback and `host`, under which the gateway may be asked for. Default: none. */
  allowedHosts?: readonly string[] | undefined
  /** Origins of web pages that may connect, besides those of this machine. Default: none. */
  allowedOrigins?: readonly string[] | undefined
  /** Most bytes of a request, 1 or more. Default 4 MiB. */
  maxBody?: number | undefined
  /** Most sessions of 2025 at a time, 1 or more. Default 1,000. */
  maxSessions?: number | undefined
  /** Milliseconds after which a session without an open request or stream is ended, 1 or more. Default 1,800,000. */
  sessionIdleMs?: number | undefined
  /** Called with faults that no answer tells of. Default: they are not told. */
  onWarning?: ((message: string) => void) | undefined
}

/** A gateway that is served over HTTP. */
export interface HttpGateway {
  /** Of the unnamed profile. */
  readonly url: string
  /** Takes no more requests, lets those under way end for up to 5 s, and ends every session. */
  close(): Promise<void>
}

const OPTIONS = [
  'gateway',
  'port',
  'host',
  'token',
  'allowedHosts',
  'allowedOrigins',
  'maxBody',
  'maxSessions',
  'sessionIdleMs',
  'onWarning',
] as const
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/
/** Milliseconds that an idle connection is kept. After Node's 5 s, clients meet connections that are just being closed. */
const KEEP_ALIVE_MS = 65_000
/** Milliseconds that requests under way have to end. */
const GRACE_MS = 5_000

/**
 * Serves a gateway over Streamable HTTP in both eras: `/mcp`, `/mcp/p/<profile>`, `/healthz` and, for who has the token,
 * `/metrics`. Resolves when it listens.
 *
 * @throws CribError `option-unknown`, or `option-invalid` for an address that others reach without a token, or that is taken.
 */
export async function serveGatewayHttp(options: ServeHttpOptions): Promise<HttpGateway> {
  refuseUnknownOptions('serveGatewayHttp', options, OPTIONS)
  const { gateway, port = 0, host = '127.0.0.1', token, allowedHosts = [], allowedOrigins = [] } = options
  if (!LOOPBACK.test(host) && token === undefined) {
    const message = `The address ${showValue(host)} can be reached by other machines, and no token is set. Set one ($TOOLCRIB_TOKEN), or listen at 127.0.0.1.`
    throw new CribError('option-invalid', message, { details: { option: 'host', value: host } })
  }
  const door = {
    token,
    allowedOrigins,
    allowedHosts: [urlHost(host), ...allowedHosts].map((name) => name.toLowerCase()),
  }
  const {
    maxBody = 4 * 1024 * 1024,
    maxSessions = 1_000,
    sessionIdleMs: idleMs = 1_800_000,
    onWarning = () => {},
  } = options
  const desk = new HttpDesk(gateway, { door, maxBody, maxSessions, idleMs, onWarning })
  const server = createServer((incoming, outgoing) => void desk.serve(incoming, outgoing))
  server.keepAliveTimeout = KEEP_ALIVE_MS
  await listen(server, port, host)
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://${urlHost(host)}:${taken}/mcp`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await desk.drain(GRACE_MS)
      server.closeAllConnections()
      await closed
    },
  }
}

/** An address as URLs and `Host` write it: one of IPv6 stands in brackets. */
function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

async function listen(server: HttpServer, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message = `The gateway cannot listen at ${host}:${port} (${error.code}). Give another --http port or --host.`
      reject(
        new CribError('option-invalid', message, { details: { option: 'port', value: port }, cause: error }),
      )
    })
    server.listen(port, host, resolve)
  })
}
