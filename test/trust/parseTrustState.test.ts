import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentHash } from '../../src/hash.js'
import { fingerprint } from '../../src/trust/fingerprint.js'
import { parseTrustState } from '../../src/trust/parseTrustState.js'
import { DAYS, judgeAll, tool } from './listings.js'

const { state } = judgeAll([tool('a'), tool('b')], [tool('a', 'other')])

/** The state with something at a path of members changed. */
function changed(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(state)) as Record<string, unknown>
  const keys = path.split('.')
  const last = keys.pop()!
  const holder = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy)
  holder[last] = value
  return copy
}

const TOOL = 'servers.0.tools.0'
const seen = (definition: object) => ({
  fingerprint: fingerprint(definition),
  json: JSON.stringify(definition),
  since: DAYS[0],
})

const nested = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) as unknown
const deep = {
  fingerprint: contentHash({ name: 'a', nested }),
  json: JSON.stringify({ name: 'a', nested }),
  since: DAYS[0],
}

describe('parseTrustState', () => {
  it('takes what was stored', () => {
    expect(parseTrustState(JSON.parse(JSON.stringify(state)))).toEqual(state)
    expect(parseTrustState(changed(`${TOOL}.approved.json`, null))).toBeDefined()
  })

  it.each([
    ['another version', 'version', 2],
    ['a text of another fingerprint', `${TOOL}.approved.json`, JSON.stringify(tool('a', 'forged'))],
    ['a pending text of another fingerprint', `${TOOL}.pending.json`, JSON.stringify(tool('a', 'forged'))],
    ['a definition of another name', `${TOOL}.approved`, seen(tool('b'))],
    ['a text that is no JSON', `${TOOL}.approved.json`, '{'],
    ['a text too deep', `${TOOL}.approved.json`, `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['a text deeper than definitions may be', `${TOOL}.approved`, deep],
    ['an approved definition that is pending', `${TOOL}.pending`, seen(tool('a'))],
    ['a fingerprint that is none', `${TOOL}.approved.fingerprint`, 'f'.repeat(63)],
    ['a time that is none', `${TOOL}.firstSeen`, 'now'],
    ['an unknown member', `${TOOL}.note`, ''],
    ['an empty name', `${TOOL}.name`, ''],
    ['a missing pending', `${TOOL}.pending`, undefined],
    ['tools out of order', 'servers.0.tools', state.servers[0]!.tools.toReversed()],
    ['a tool twice', 'servers.0.tools.1', state.servers[0]!.tools[0]],
    ['a server twice', 'servers.1', state.servers[0]],
    ['too many servers', 'servers', Array(1001).fill(state.servers[0])],
  ])('refuses %s', (_, path, value) => {
    expect(() => parseTrustState(changed(path, value))).toThrow(
      expect.objectContaining({ code: 'trust-invalid', message: expect.stringMatching(/backup/) }),
    )
  })

  it('throws that and nothing else, whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(() => parseTrustState(value)).toThrow(expect.objectContaining({ code: 'trust-invalid' }))
      }),
    )
  })
})
