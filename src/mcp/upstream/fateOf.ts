import {
  OAuthClientFlowError,
  OAuthError,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  SseError,
  UnauthorizedError,
} from '@modelcontextprotocol/client'
import { isStreamEnd } from '../transport/HttpTransport.js'

/**
 * What became of a request that failed.
 * - `answered`: the server refused it; that is its answer.
 * - `late`: no answer came in time.
 * - `unsent`: it never reached the server, so sending it again cannot do anything twice.
 * - `forgotten`: the server does not know the session any more and did not look at it.
 * - `unauthorized`: the server wants other credentials and did not look at it.
 * - `gone`: the connection ended; nobody knows whether the server did it.
 * - `odd`: what came back is no answer.
 */
export type Fate = 'answered' | 'late' | 'unsent' | 'forgotten' | 'unauthorized' | 'gone' | 'odd'

/** Faults of a connection that was never made, by their codes in Node and in its `fetch`. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

const BY_SDK_CODE: Partial<Record<SdkErrorCode, Fate>> = {
  [SdkErrorCode.RequestTimeout]: 'late',
  [SdkErrorCode.ConnectionClosed]: 'gone',
  [SdkErrorCode.NotConnected]: 'gone',
  [SdkErrorCode.SendFailed]: 'gone',
  // The client's own word that this protocol has no such method: as final as a server's.
  [SdkErrorCode.MethodNotSupportedByProtocolVersion]: 'answered',
}

/** What the SDK throws where it got no token, or one that does not do. */
const AUTH_ERRORS = [UnauthorizedError, OAuthClientFlowError, OAuthError]

/**
 * How the SDK marks whatever was thrown while it looked for a token; registered for all copies of it. Such a request never
 * reached the server, or was refused by it. Some of these errors are plain ones: a protected resource that is another.
 */
const OF_AUTH = Symbol.for('mcp.authSeamEscape')

/** Statuses with which a proxy says that what is behind it is away. */
const AWAY = [502, 503, 504]

/** Tells what an error of the SDK's client means for the request. */
export function fateOf(error: unknown): Fate {
  if (isStreamEnd(error)) return 'gone'
  if (error instanceof ProtocolError) return 'answered'
  if (AUTH_ERRORS.some((kind) => error instanceof kind)) return 'unauthorized'
  if (error instanceof SdkHttpError) return ofStatus(error.status, String(error.data['text'] ?? ''))
  if (error instanceof SseError && error.code !== undefined) return ofStatus(error.code, '')
  if (error instanceof SdkError) return BY_SDK_CODE[error.code] ?? 'odd'
  if (isNoMessage(error)) return 'odd'
  const codes = codesOf(error)
  if (isOfAuth(error)) return codes.length === 0 ? 'unauthorized' : 'unsent'
  return codes.some((code) => NEVER_CONNECTED.has(code)) ? 'unsent' : 'gone'
}

/** Whether an error says that what came is no JSON, or no message of JSON-RPC: the SDK passes on what its parsers throw. */
export function isNoMessage(error: unknown): boolean {
  return error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError')
}

function isOfAuth(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, OF_AUTH) === true
}

function ofStatus(status: number, text: string): Fate {
  if (status === 401 || status === 403) return 'unauthorized'
  // 404 is the protocol's own word for a session that ended; many servers say 400 and why in the text.
  if (status === 404) return 'forgotten'
  if (status === 400 && /session|not initialized/i.test(text)) return 'forgotten'
  return AWAY.includes(status) ? 'gone' : 'odd'
}

/** Codes of an error and of its causes, outermost first; `fetch` keeps what happened in the cause. */
function codesOf(error: unknown): string[] {
  const codes: string[] = []
  let inner = error
  for (let depth = 0; inner instanceof Error && depth < 8; depth++) {
    if ('code' in inner) codes.push(String(inner.code))
    inner = inner.cause
  }
  return codes
}
