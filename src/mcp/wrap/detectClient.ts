import { CribError } from '../../errors.js'

/** What toolcrib needs of a client: the methods that `Client` of SDK v1 and of SDK v2 share. */
export interface McpClient {
  connect(...input: never[]): Promise<void>
  close(): Promise<void>
  request(...input: never[]): Promise<unknown>
  listTools(...input: never[]): Promise<unknown>
  callTool(...input: never[]): Promise<unknown>
  getServerCapabilities(): unknown
  getServerVersion(): unknown
}

/** The major version of the SDK whose client it is. */
export type SdkVersion = 'v1' | 'v2'

const METHODS = [
  'connect',
  'close',
  'request',
  'listTools',
  'callTool',
  'getServerCapabilities',
  'getServerVersion',
] as const satisfies readonly (keyof McpClient)[]

/**
 * Tells the SDK version by shape, since importing v1 to ask for `instanceof` would make an optional peer a duty and
 * would fail for a second copy of either package.
 *
 * @param at Who was given it, to begin a message with.
 * @throws CribError `client-unsupported`, with the missing methods in its details.
 */
export function detectClient(value: unknown, at: string): SdkVersion {
  const has = (method: string) => isObject(value) && typeof Reflect.get(value, method) === 'function'
  const missing = METHODS.filter((method) => !has(method))
  // Only v2 knows protocol eras.
  if (missing.length === 0) return has('getProtocolEra') ? 'v2' : 'v1'
  const what = isObject(value)
    ? `an object without ${missing.join(', ')}`
    : value === null
      ? 'null'
      : typeof value
  const advice = 'Give a Client of @modelcontextprotocol/client or of @modelcontextprotocol/sdk'
  throw new CribError('client-unsupported', `${at} got ${what}. ${advice}.`, { details: { missing } })
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
