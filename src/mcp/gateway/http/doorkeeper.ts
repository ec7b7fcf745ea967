import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Who may come in. */
export interface DoorOptions {
  /** Sent by clients as `Authorization: Bearer`. Default: none is needed. */
  token: string | undefined
  /** Names under which the machine may be asked for, besides those of loopback; without port. */
  allowedHosts: readonly string[]
  /** Origins of web pages that may connect, besides those of this machine. */
  allowedOrigins: readonly string[]
}

/** Why a request is refused. */
export interface Refusal {
  status: 401 | 403
  message: string
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const LOCAL_ORIGIN = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/

/**
 * Whether a request may come in. A name that is not this machine's (`Host`) and a web page of elsewhere (`Origin`) are
 * refused before anything is read: else any page that a user visits could reach a gateway on loopback by DNS rebinding.
 */
export function refusalOf(headers: IncomingHttpHeaders, options: DoorOptions): Refusal | undefined {
  const { token, allowedHosts, allowedOrigins } = options
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (![...LOOPBACK, ...allowedHosts].includes(host))
    return { status: 403, message: 'The Host of the request is not one under which this gateway is served.' }
  const { origin } = headers
  if (origin !== undefined && !allowedOrigins.includes(origin) && !LOCAL_ORIGIN.test(origin))
    return { status: 403, message: 'The Origin of the request is not allowed.' }
  if (token !== undefined && !hasToken(headers.authorization, token))
    return {
      status: 401,
      message: 'The request needs the token of this gateway: Authorization: Bearer TOKEN.',
    }
  return undefined
}

/** Compared by hash, so that the time tells nothing of the token. */
function hasToken(authorization: string | undefined, token: string): boolean {
  const [, given] = /^Bearer +(.+)$/i.exec(authorization ?? '') ?? []
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(hash(given), hash(token))
}
