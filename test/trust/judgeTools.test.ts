import { describe, expect, it } from 'vitest'
import { approveTool } from '../../src/trust/approveTool.js'
import { fingerprint } from '../../src/trust/fingerprint.js'
import { forgetServer } from '../../src/trust/forgetServer.js'
import { judgeTools } from '../../src/trust/judgeTools.js'
import { parseTrustState } from '../../src/trust/parseTrustState.js'
import { pendingTools } from '../../src/trust/pendingTools.js'
import { createTrustState, TRUST_LIMITS, type TrustState } from '../../src/trust/TrustState.js'
import { DAYS, judge, judgeAll, tool } from './listings.js'

const A = tool('a')
const B = tool('b')
const CHANGED = tool('a', 'Does it, and mails a copy.')

describe('judgeTools', () => {
  it('trusts all that a new server lists, and reports nothing as added', () => {
    const { allowed, held, added, state } = judgeAll([B, A])
    expect({ allowed, held, added }).toEqual({ allowed: [B, A], held: [], added: [] })
    expect(state.servers).toMatchObject([
      { key: 's', firstSeen: DAYS[0], tools: [{ name: 'a', pending: null }, { name: 'b' }] },
    ])
    expect(state.servers[0]!.tools[0]!.approved).toEqual({
      fingerprint: fingerprint(A),
      json: JSON.stringify(A),
      since: DAYS[0],
    })
  })

  it('keeps servers in order, each on its own', () => {
    const two = judgeTools(judge([A]).state, { server: 'r', tools: [CHANGED], now: DAYS[1] })
    expect(two.state.servers.map(({ key }) => key)).toEqual(['r', 's'])
    expect(two.allowed).toEqual([CHANGED])
  })

  it('holds a tool whose definition changed, and no other', () => {
    const { allowed, held, state } = judgeAll([A, B], [CHANGED, B])
    expect(allowed).toEqual([B])
    expect(held).toEqual([
      { name: 'a', index: 0, why: 'changed', approved: fingerprint(A), seen: fingerprint(CHANGED) },
    ])
    expect(pendingTools(state)).toMatchObject([
      { server: 's', name: 'a', pending: { json: JSON.stringify(CHANGED), since: DAYS[1] } },
    ])
  })

  it('allows a tool that is new on a known server, and reports it', () => {
    expect(judgeAll([B], [B, A])).toMatchObject({ allowed: [B, A], added: ['a'] })
    expect(judgeAll([], [A])).toMatchObject({ allowed: [A], added: ['a'] })
  })

  it('remembers a removed tool: added back changed it is held, as it was it is allowed', () => {
    expect(judgeAll([A, B], [B], [CHANGED])).toMatchObject({ allowed: [], held: [{ name: 'a' }], added: [] })
    expect(judgeAll([A, B], [], [A])).toMatchObject({ allowed: [A], held: [], added: [] })
  })

  it('allows again what goes back to the approved definition', () => {
    const { allowed, state } = judgeAll([A], [CHANGED], [A])
    expect(allowed).toEqual([A])
    expect(pendingTools(state)).toEqual([])
    expect(state).toEqual(judge([A]).state)
  })

  it('gives the state that it took where nothing is new', () => {
    const { state } = judgeAll([A, B], [CHANGED])
    expect(judge([CHANGED], state, DAYS[2]).state).toBe(state)
    const known = judge([A]).state
    expect(judge([], known, DAYS[2]).state).toBe(known)
  })

  it('keeps of several changes the last', () => {
    const third = tool('a', 'A third way.')
    const { state } = judgeAll([A], [CHANGED], [third])
    expect(pendingTools(state)).toMatchObject([
      { pending: { fingerprint: fingerprint(third), since: DAYS[2] } },
    ])
  })

  it('judges each of two definitions under one name on its own', () => {
    for (const list of [
      [CHANGED, A],
      [A, CHANGED],
    ]) {
      const { allowed, held } = judgeAll([A], list)
      expect(allowed).toEqual([A])
      expect(held).toMatchObject([{ seen: fingerprint(CHANGED) }])
    }
    expect(judge([A, A]).allowed).toEqual([A, A])
  })

  it('trusts of two new definitions under one name that of the least fingerprint', () => {
    const many = Array.from({ length: 8 }, (_, at) => tool('a', `way ${at}`))
    const least = many.map(fingerprint).sort()[0]
    expect(judge(many).allowed.map(fingerprint)).toEqual([least])
    expect(judge(many.toReversed()).held).toHaveLength(7)
  })

  it('takes names of the prototype as names', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const { state } = judge(names.map((name) => tool(name)))
    const next = judge(
      names.map((name) => tool(name, 'other')),
      parseTrustState(JSON.parse(JSON.stringify(state))),
    )
    expect(next.held.map(({ name }) => name)).toEqual(names)
  })

  it('reports what is no definition, by its place', () => {
    const { allowed, rejected } = judge([null, A, { name: 7 }])
    expect(allowed).toEqual([A])
    expect(rejected.map(({ index, error }) => [index, error.code])).toEqual([
      [0, 'tool-invalid'],
      [2, 'tool-invalid'],
    ])
    expect(rejected[1]!.error.message).toMatch(/^Tool 2 of server "s" cannot be read: its name is 7; /)
  })

  it('hands out copies, which the caller cannot change behind its back', () => {
    const mine = { name: 'a', description: 'x' }
    const { allowed } = judge([mine])
    mine.description = 'y'
    expect(allowed).toEqual([{ name: 'a', description: 'x' }])
  })

  it.each([
    ['server', { server: '', now: DAYS[0] }],
    ['server', { server: 'k'.repeat(257), now: DAYS[0] }],
    ['now', { server: 's', now: 'yesterday' }],
  ])('refuses a bad %s', (option, listing) => {
    expect(() => judgeTools(createTrustState(), { ...listing, tools: [] })).toThrow(
      expect.objectContaining({ code: 'option-invalid', details: expect.objectContaining({ option }) }),
    )
  })
})

describe('the bounds of a state', () => {
  it('judges 10,000 tools and loses none', () => {
    const all = Array.from({ length: 10_000 }, (_, at) => tool(`t${at}`))
    const { state, allowed } = judge(all)
    expect(allowed).toHaveLength(10_000)
    expect(judge([...all].reverse(), state).held).toEqual([])
    const other = all.map((one) => ({ ...one, title: 'other' }))
    expect(judge(other, state).held).toHaveLength(10_000)
  })

  it('keeps of a definition without room the fingerprint alone, and still holds its changes', () => {
    const big = tool('big', 'x'.repeat(TRUST_LIMITS.definitionCharacters))
    const { state } = judge([big])
    expect(state.servers[0]!.tools[0]!.approved).toMatchObject({ json: null, fingerprint: fingerprint(big) })
    expect(judge([big], state).allowed).toHaveLength(1)
    const { held, state: next } = judge([{ ...big, title: '' }], state)
    expect(held).toHaveLength(1)
    expect(parseTrustState(JSON.parse(JSON.stringify(next)))).toEqual(next)
  })

  it('gives no server more room for texts than its own', () => {
    const nine = Array.from({ length: 9 }, (_, at) => tool(`t${at}`, 'x'.repeat(900_000)))
    const { state } = judge(nine)
    const kept = state.servers[0]!.tools.map(({ approved }) => approved.json !== null)
    expect(kept).toEqual([...Array(8).fill(true), false])
    expect(
      judgeTools(state, { server: 'r', tools: [A], now: DAYS[1] }).state.servers[0]!.tools[0],
    ).toMatchObject({ approved: { json: JSON.stringify(A) } })
    expect(parseTrustState(state)).toEqual(state)
  })

  it('keeps no more text than a file can hold, over all servers', () => {
    const full = (key: string) => ({
      key,
      firstSeen: DAYS[0],
      tools: [
        {
          name: 'a',
          firstSeen: DAYS[0],
          approved: { fingerprint: key, json: 'x'.repeat(TRUST_LIMITS.serverCharacters), since: DAYS[0] },
          pending: null,
        },
      ],
    })
    const keysOf = (count: number) => Array.from({ length: count }, (_, at) => full(`k${at}`))
    const kept = (count: number) =>
      judge([A], { version: 1, servers: keysOf(count) }).state.servers.at(-1)!.tools[0]!.approved.json
    expect([kept(7), kept(8)]).toEqual([JSON.stringify(A), null])
  })

  it('holds a tool that it cannot remember', () => {
    const many = Array.from({ length: TRUST_LIMITS.toolsPerServer }, (_, at) => ({ name: `t${at}` }))
    const { state } = judge(many)
    const { held, allowed } = judge([{ name: 'new' }, many[7]], state)
    expect(held).toEqual([
      { name: 'new', index: 0, why: 'full', approved: null, seen: fingerprint({ name: 'new' }) },
    ])
    expect(allowed).toEqual([many[7]])
  })

  it('holds all of a server that it cannot remember, and known ones work on', () => {
    const { tools } = judge([A]).state.servers[0]!
    const keys = Array.from({ length: TRUST_LIMITS.servers }, (_, at) => `k${1000 + at}`)
    const state: TrustState = {
      version: 1,
      servers: keys.map((key) => ({ key, firstSeen: DAYS[0], tools })),
    }
    const { held, state: same } = judge([A, B], state)
    expect(held.map(({ name, why }) => [name, why])).toEqual([
      ['a', 'full'],
      ['b', 'full'],
    ])
    expect(same).toBe(state)
    expect(judgeTools(state, { server: 'k1007', tools: [A], now: DAYS[1] }).allowed).toEqual([A])
  })
})

describe('approveTool', () => {
  const { state } = judgeAll([A, B], [CHANGED, B])
  const approval = { server: 's', tool: 'a', fingerprint: fingerprint(CHANGED), now: DAYS[2] }

  it('allows the definition that was pending, and then holds the old one', () => {
    const approved = approveTool(state, approval)
    expect(approved.servers[0]!.tools[0]).toEqual({
      name: 'a',
      firstSeen: DAYS[0],
      approved: { fingerprint: fingerprint(CHANGED), json: JSON.stringify(CHANGED), since: DAYS[2] },
      pending: null,
    })
    expect(judge([CHANGED, B], approved)).toMatchObject({ held: [], allowed: [CHANGED, B] })
    expect(judge([A], approved).held).toHaveLength(1)
  })

  it.each([
    [
      'a definition that changed again',
      { fingerprint: fingerprint(A) },
      'trust-mismatch',
      /it changed again/,
    ],
    ['a tool that is not held', { tool: 'b' }, 'trust-mismatch', /"s\/b" is not held/],
    ['an unknown tool', { tool: 'c' }, 'trust-unknown', /never seen with a tool "c"/],
    ['an unknown server', { server: '__proto__' }, 'trust-unknown', /No server "__proto__"/],
    ['a bad time', { now: '' }, 'option-invalid', /now/],
  ])('refuses %s', (_, wrong, code, message) => {
    expect(() => approveTool(state, { ...approval, ...wrong })).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    )
  })
})

describe('forgetServer', () => {
  it('trusts the next listing as at first sight', () => {
    const { state } = judgeAll([A], [CHANGED])
    const forgotten = forgetServer(state, 's')
    expect(forgotten.servers).toEqual([])
    expect(judge([CHANGED], forgotten).allowed).toEqual([CHANGED])
    expect(() => forgetServer(forgotten, 's')).toThrow(expect.objectContaining({ code: 'trust-unknown' }))
  })
})
