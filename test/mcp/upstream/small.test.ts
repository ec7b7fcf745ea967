import {
  OAuthError,
  OAuthErrorCode,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  SseError,
  UnauthorizedError,
} from '@modelcontextprotocol/client'
import { describe, expect, it } from 'vitest'
import { pause } from '../../../src/mcp/pause.js'
import { Backoff } from '../../../src/mcp/upstream/Backoff.js'
import { type Fate, fateOf } from '../../../src/mcp/upstream/fateOf.js'

describe('Backoff', () => {
  it('waits 1 s, doubling to 60 s, and 1 s again after a minute that ran well', () => {
    const backoff = new Backoff()
    const waits = Array.from({ length: 9 }, () => backoff.next(59_999))
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
    expect([backoff.attempt, backoff.next(60_000), backoff.attempt]).toEqual([9, 1000, 1])
    for (let tries = 0; tries < 2000; tries++) expect(backoff.next()).toBeLessThanOrEqual(60_000)
  })
})

const http = (status: number, text = '') =>
  new SdkHttpError(SdkErrorCode.ClientHttpNotImplemented, 'x', { status, text })
const fetchFailed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('why'), { code }) })

/** Thrown while a token was looked for, as the SDK marks it. */
const ofAuth = (error: Error) => Object.assign(error, { [Symbol.for('mcp.authSeamEscape')]: true })

describe('fateOf', () => {
  it.each([
    [new ProtocolError(-32602, 'unknown tool'), 'answered'],
    [new SdkError(SdkErrorCode.RequestTimeout, 'x'), 'late'],
    [new SdkError(SdkErrorCode.ConnectionClosed, 'x'), 'gone'],
    [new SdkError(SdkErrorCode.InvalidResult, 'x'), 'odd'],
    [new SdkError(SdkErrorCode.MethodNotSupportedByProtocolVersion, 'x'), 'answered'],
    [new UnauthorizedError('x'), 'unauthorized'],
    [http(401), 'unauthorized'],
    [http(403), 'unauthorized'],
    [new OAuthError(OAuthErrorCode.InvalidGrant, 'x'), 'unauthorized'],
    [new SseError(401, 'x', {} as never), 'unauthorized'],
    [new SseError(undefined, 'x', {} as never), 'gone'],
    [http(404), 'forgotten'],
    [http(400, 'Bad Request: No valid session ID provided'), 'forgotten'],
    [http(400, 'bad arguments'), 'odd'],
    [http(500), 'odd'],
    [http(503), 'gone'],
    [fetchFailed('ECONNREFUSED'), 'unsent'],
    [fetchFailed('ENOTFOUND'), 'unsent'],
    [fetchFailed('ECONNRESET'), 'gone'],
    [fetchFailed('UND_ERR_SOCKET'), 'gone'],
    [ofAuth(new Error('Protected resource is another')), 'unauthorized'],
    [ofAuth(fetchFailed('ECONNRESET')), 'unsent'],
    ['not even an error', 'gone'],
  ] as [unknown, Fate][])('%s: %s', (error, fate) => expect(fateOf(error)).toBe(fate))
})

describe('pause', () => {
  it('ends early when it is aborted, and leaves no listener', async () => {
    const controller = new AbortController()
    const began = performance.now()
    const waiting = pause(10_000, { signal: controller.signal })
    controller.abort()
    await waiting
    await pause(10_000, { signal: controller.signal })
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
