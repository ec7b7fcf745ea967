import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  createMcpHandler,
  LOG_LEVEL_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  Server,
} from '@modelcontextprotocol/server'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KnownEnvelopes } from '../../../../src/mcp/gateway/http/KnownEnvelopes.js'
import { type PlainCall, plainCallOf } from '../../../../src/mcp/gateway/http/plainCall.js'

type Members = Record<string, unknown>
interface Posted {
  headers: Record<string, string>
  body: Members
}

const COMMON = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
const ENVELOPE = {
  [PROTOCOL_VERSION_META_KEY]: '2026-07-28',
  [CLIENT_INFO_META_KEY]: { name: 'c', version: '1' },
  [CLIENT_CAPABILITIES_META_KEY]: { elicitation: {} },
}

function modern(meta: Members = {}): Posted {
  const params = { name: 'echo', arguments: { nonce: 'x' }, _meta: { ...ENVELOPE, ...meta } }
  return {
    headers: {
      ...COMMON,
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'echo',
    },
    body: { jsonrpc: '2.0', id: 7, method: 'tools/call', params },
  }
}

function legacy(meta?: Members): Posted {
  const params = { name: 'echo', arguments: { nonce: 'x' }, ...(meta && { _meta: meta }) }
  return {
    headers: { ...COMMON, 'mcp-protocol-version': '2025-11-25', 'mcp-session-id': 's' },
    body: { jsonrpc: '2.0', id: 'a', method: 'tools/call', params },
  }
}

/** The header names the tool `echo`, the body one that is called like the header. */
function encodedName(): Posted {
  const name = '=?base64?ZWNobw==?='
  const { headers, body } = modern()
  const params = { ...(body['params'] as Members), name }
  return { headers: { ...headers, 'mcp-name': name }, body: { ...body, params } }
}

const read = ({ headers, body }: Posted, known = new KnownEnvelopes()) => plainCallOf(headers, body, known)

describe('a plain call', () => {
  it('of 2026 is read without its envelope', () => {
    const { capabilities, ...rest } = read(modern({ progressToken: 3, [LOG_LEVEL_META_KEY]: 'info' }))!
    expect(rest).toEqual({
      ...{ era: 'modern', id: 7, logLevel: 'info' },
      params: { name: 'echo', arguments: { nonce: 'x' }, _meta: { progressToken: 3 } },
    })
    expect(capabilities).toEqual({ elicitation: {} })
    expect(read(modern())!.params).not.toHaveProperty('_meta')
  })

  it('of 2025 names its session', () => {
    const params = { name: 'echo', arguments: { nonce: 'x' }, _meta: { progressToken: 'p', other: 1 } }
    expect(read(legacy({ progressToken: 'p', other: 1 }))).toEqual({
      ...{ era: 'legacy', id: 'a', session: 's' },
      params,
    })
  })

  const header = (posted: Posted, name: string, value: string | undefined): Posted => {
    const { [name]: _, ...headers } = posted.headers
    return { ...posted, headers: { ...headers, ...(value !== undefined && { [name]: value }) } }
  }
  const member = (posted: Posted, change: Members): Posted => ({
    ...posted,
    body: { ...posted.body, ...change },
  })

  it.each<[string, Posted]>([
    ['another method', member(modern(), { method: 'prompts/get' })],
    ['no id', member(legacy(), { id: undefined })],
    ['an id that is no whole number', member(legacy(), { id: 1.5 })],
    ['a member too many', member(legacy(), { more: 1 })],
    ['a retry', member(modern(), { params: { ...(modern().body['params'] as Members), requestState: 's' } })],
    ['a tool without a name', member(legacy(), { params: {} })],
    ['a progress token that is none', legacy({ progressToken: {} })],
    ['an envelope in 2025', legacy({ ...ENVELOPE })],
    ['a session that is missing', header(legacy(), 'mcp-session-id', undefined)],
    ['an unknown version', header(legacy(), 'mcp-protocol-version', '2031-01-01')],
    ['a client that takes no streams', header(legacy(), 'accept', 'application/json')],
    ['a body of another type', header(legacy(), 'content-type', 'text/plain')],
    ['an envelope that is missing', header(legacy(), 'mcp-protocol-version', '2026-07-28')],
    ['headers that say something else', header(modern(), 'mcp-name', 'other')],
    ['a name that has to be decoded', encodedName()],
    ['no method in the headers', header(modern(), 'mcp-method', undefined)],
    ['a broken envelope', modern({ [CLIENT_INFO_META_KEY]: 'me' })],
    ['another version in the envelope', modern({ [PROTOCOL_VERSION_META_KEY]: '2025-11-25' })],
    ['more metadata', modern({ more: 1 })],
  ])('is not one with %s', (_, posted) => {
    expect(read(posted)).toBeUndefined()
  })

  it('is checked by the SDK once for each envelope', () => {
    const known = new KnownEnvelopes()
    const accepts = (posted: Posted) => read(posted, known) !== undefined
    expect(accepts(modern())).toBe(true)
    // Only what is in the envelope was checked, so whatever changes there is checked again.
    expect(accepts(modern({ [CLIENT_CAPABILITIES_META_KEY]: 'none' }))).toBe(false)
    expect(accepts(modern({ [LOG_LEVEL_META_KEY]: 'loud' }))).toBe(false)
    expect(accepts(modern({ progressToken: 5 }))).toBe(true)
    expect(accepts(modern({ [CLIENT_INFO_META_KEY]: { name: 'x'.repeat(5_000), version: '1' } }))).toBe(false)
  })

  it('is never what the SDK refuses or reads otherwise', async () => {
    let taken = 0
    await fc.assert(
      fc.asyncProperty(postedArbitrary, async (posted) => {
        const call = read(posted)
        if (call === undefined) return
        taken += 1
        const seen = await bySdk(posted)
        expect(seen).toEqual(JSON.parse(JSON.stringify({ ...call, session: undefined })))
      }),
      { numRuns: 300, seed: 7 },
    )
    expect(taken).toBeGreaterThan(30)
  })
})

const JUNK = fc.constantFrom<unknown>(null, 'x', 1, 1.5, {}, [], { name: 'n', version: 'v' }, undefined)
/** Requests of both eras of which a member, a piece of metadata or a header may be anything. */
const postedArbitrary: fc.Arbitrary<Posted> = fc
  .record({
    era: fc.constantFrom(modern, legacy),
    meta: fc.dictionary(
      fc.constantFrom('progressToken', 'own', ...Object.keys(ENVELOPE), LOG_LEVEL_META_KEY),
      fc.oneof(JUNK, fc.constantFrom('info', '2026-07-28')),
      { maxKeys: 1 },
    ),
    params: fc.dictionary(
      fc.constantFrom('name', 'arguments', 'inputResponses', 'requestState', 'task', 'more'),
      JUNK,
      { maxKeys: 1 },
    ),
    members: fc.dictionary(fc.constantFrom('id', 'jsonrpc', 'params', 'error', 'result'), JUNK, {
      maxKeys: 1,
    }),
    headers: fc.dictionary(
      fc.constantFrom('mcp-method', 'mcp-name', 'mcp-protocol-version', 'accept', 'content-type'),
      fc.constantFrom('echo', 'tools/call', '2025-06-18', '2026-07-28', 'text/event-stream'),
      { maxKeys: 1 },
    ),
  })
  .map(({ era, meta, params, members, headers }) => {
    const posted = era(meta)
    const body = { ...posted.body, params: { ...(posted.body['params'] as Members), ...params }, ...members }
    return {
      headers: { ...posted.headers, ...headers },
      body: JSON.parse(JSON.stringify(body)) as Members,
    }
  })

/** What a server of the SDK is given of a request; the text of its answer where it is given nothing. */
async function bySdk({ headers, body }: Posted): Promise<unknown> {
  let seen: Partial<PlainCall> | undefined
  const handler = createMcpHandler(({ era }) => {
    const server = new Server({ name: 's', version: '1' }, { capabilities: { tools: {} } })
    server.fallbackRequestHandler = async ({ params = {} }, { mcpReq }) => {
      const envelope = mcpReq.envelope as Members | undefined
      seen = {
        ...{ era, id: mcpReq.id, params },
        ...(era === 'modern' && {
          capabilities: envelope?.[CLIENT_CAPABILITIES_META_KEY] as NonNullable<PlainCall['capabilities']>,
          logLevel: envelope?.[LOG_LEVEL_META_KEY] as PlainCall['logLevel'],
        }),
      }
      return {}
    }
    return server
  })
  const request = new Request('http://gateway.invalid/mcp', {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  const text = await (await handler.fetch(request)).text()
  await handler.close()
  return seen === undefined ? text : JSON.parse(JSON.stringify(seen))
}
