import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CribError } from '../../../src/errors.js'
import { legacyResult } from '../../../src/mcp/relay/legacyResult.js'
import { withoutProgressToken } from '../../../src/mcp/relay/Notes.js'
import { readTicket, signTicket } from '../../../src/mcp/relay/parkState.js'
import { protocolErrorOf } from '../../../src/mcp/relay/protocolErrorOf.js'
import { isWanted } from '../../../src/mcp/upstream/logLevels.js'

const key = randomBytes(32)
const binding = { key, context: 'ana', request: 'r' }

describe('the state of a parked call', () => {
  it('is read as it was made, and holds no dot but one', () => {
    const tickets = fc.record({ id: fc.string(), expires: fc.nat() })
    fc.assert(
      fc.property(tickets, fc.string(), fc.string(), (ticket, context, request) => {
        const state = signTicket(ticket, { key, context, request })
        expect(readTicket(state, { key, context, request })).toEqual(ticket)
        expect(state).toMatch(/^[\w-]+\.[\w-]+$/)
      }),
    )
  })

  it('is nothing to another key, context or request', () => {
    const others = fc.constantFrom(
      { ...binding, key: randomBytes(32) },
      { ...binding, context: 'ben' },
      { ...binding, request: 's' },
      // Where one ends and the next begins counts.
      { ...binding, context: 'anar', request: '' },
    )
    fc.assert(
      fc.property(fc.string(), fc.nat(), others, (id, expires, other) => {
        expect(readTicket(signTicket({ id, expires }, binding), other)).toBeUndefined()
      }),
    )
  })

  it('is nothing once a character of it changed, and no text makes it fail', () => {
    const state = signTicket({ id: 'one', expires: 1 }, binding)
    fc.assert(
      fc.property(fc.nat(state.length - 1), fc.string({ minLength: 0, maxLength: 2 }), (at, by) => {
        const changed = state.slice(0, at) + by + state.slice(at + 1)
        if (changed !== state) expect(readTicket(changed, binding)).toBeUndefined()
      }),
    )
    // The last character holds two bits that no byte needs.
    const next = String.fromCharCode(state.charCodeAt(state.length - 1) + 1)
    const sameBytes = state.slice(0, -1) + next
    expect(Buffer.from(sameBytes, 'base64url')).toEqual(Buffer.from(state, 'base64url'))
    expect(readTicket(sameBytes, binding)).toBeUndefined()
    fc.assert(fc.property(fc.string(), (text) => readTicket(text, binding) === undefined))
  })
})

describe('legacyResult', () => {
  it.each([[[1, 'two']], [null], [7], ['x'], [false]])('wraps %j and writes it as text', (value) => {
    expect(legacyResult('tools/call', { content: [], structuredContent: value, 'x-unknown': 1 })).toEqual({
      content: [{ type: 'text', text: JSON.stringify(value) }],
      structuredContent: { result: value },
      'x-unknown': 1,
    })
  })

  it('leaves text, objects, other methods and results without structure as they are', () => {
    const content = [null, { type: 'text', text: 't' }]
    expect(legacyResult('tools/call', { content, structuredContent: [1] })['content']).toBe(content)
    for (const result of [{ structuredContent: { a: 1 } }, { content }, {}]) {
      expect(legacyResult('tools/call', result)).toBe(result)
    }
    const other = { structuredContent: [1] }
    expect(legacyResult('resources/read', other)).toBe(other)
    expect(legacyResult('tools/call', other)).toMatchObject({ content: [{ text: '[1]' }] })
  })
})

describe('withoutProgressToken', () => {
  it.each([
    [undefined, undefined],
    [{ a: 1 }, { a: 1 }],
    [{ a: 1, _meta: { progressToken: 0 } }, { a: 1 }],
    [
      { a: 1, _meta: { progressToken: 't', b: 2 } },
      { a: 1, _meta: { b: 2 } },
    ],
  ])('of %j is %j', (params, expected) => {
    expect(withoutProgressToken(params)).toEqual(expected)
  })
})

describe('isWanted', () => {
  it('goes by the order of RFC 5424, and wants what it does not know', () => {
    expect(isWanted('info', 'info')).toBe(true)
    expect(isWanted('debug', 'info')).toBe(false)
    expect(isWanted('emergency', 'alert')).toBe(true)
    expect(isWanted('alert', 'emergency')).toBe(false)
    expect(isWanted('loud', 'emergency')).toBe(true)
  })
})

describe('protocolErrorOf', () => {
  it('gives our errors codes of JSON-RPC and leaves others as they are', () => {
    const of = (code: ConstructorParameters<typeof CribError>[0]) =>
      protocolErrorOf(new CribError(code, 'Why.', { details: { server: 'one' } }))
    expect(of('relay-lost')).toMatchObject({
      code: -32602,
      message: 'Why.',
      data: { code: 'relay-lost', server: 'one' },
    })
    expect(of('relay-unsupported')).toMatchObject({ code: -32021 })
    expect(of('server-failed')).toMatchObject({ code: -32603, data: { code: 'server-failed' } })
    const other = new Error('other')
    expect(protocolErrorOf(other)).toBe(other)
  })
})
