import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseSessionState } from '../../src/session/parseSessionState.js'
import { createSessionState } from '../../src/session/SessionState.js'

const entry = {
  id: 'a/b',
  hash: 'h',
  wireName: 'b',
  level: 'full',
  json: '{"name":"b"}',
  usefulness: 0.5,
  lastWanted: 1,
  since: 1,
  pinned: false,
}
const state = (parts: object = {}) => ({ version: 1, turn: 1, asked: '', entries: [{ ...entry, ...parts }] })

it('takes what a session gave', () => {
  expect(parseSessionState(createSessionState())).toEqual(createSessionState())
  expect(parseSessionState(state())).toEqual(state())
})

it.each([
  ['nothing', undefined],
  ['text', 'session'],
  ['another version', { ...state(), version: 2 }],
  ['unknown members', { ...state(), extra: 1 }],
  ['a definition that is no JSON', state({ json: '{' })],
  ['a definition of another name', state({ json: '{"name":"c"}' })],
  ['a definition that is no object', state({ json: '"b"' })],
  ['a definition with a member twice', state({ json: '{"name":"c","name":"b"}' })],
  ['a definition with spaces', state({ json: '{"name": "b"}' })],
  ['a definition that no server may have', state({ json: '{"name":"b","inputSchema":{"type":"string"}}' })],
  [
    'a definition nested too deeply',
    state({ json: `{"name":"b","x":${'['.repeat(300)}${']'.repeat(300)}}` }),
  ],
  ['a definition that is too long', state({ json: `{"name":"b","x":"${'y'.repeat(1_000_000)}"}` })],
  ['a tool that was wanted before it joined', state({ lastWanted: 0 })],
  ['a usefulness that is no share', state({ usefulness: 2 })],
  ['a level that there is not', state({ level: 'short' })],
  ['a turn that is yet to come', state({ lastWanted: 2 })],
  ['a tool twice', { ...state(), entries: [entry, { ...entry, wireName: 'c', json: '{"name":"c"}' }] }],
  ['a name twice', { ...state(), entries: [entry, { ...entry, id: 'c' }] }],
])('refuses %s', (_, value) => {
  expect(() => parseSessionState(value)).toThrow(
    expect.objectContaining({
      code: 'session-invalid',
      message: expect.stringContaining('createSessionState()'),
    }),
  )
})

it('refuses more text than a list could have', () => {
  const entries = Array.from({ length: 9 }, (_, at) => ({
    ...entry,
    id: `${at}`,
    wireName: `t${at}`,
    json: JSON.stringify({ name: `t${at}`, description: 'x'.repeat(900_000) }),
  }))
  expect(() => parseSessionState({ ...state(), entries })).toThrow(/more than 8000000 characters/)
  expect(parseSessionState({ ...state(), entries: entries.slice(1) }).entries).toHaveLength(8)
})

it('throws nothing but its own error, whatever it is given', () => {
  const mangled = fc
    .tuple(fc.constantFrom('turn', 'asked', 'entries', 'version'), fc.anything())
    .map(([key, value]) => ({ ...state(), [key]: value }))
  const inEntry = fc
    .tuple(fc.constantFrom('json', 'level', 'wireName', 'since'), fc.anything())
    .map(([key, value]) => state({ [key]: value }))
  fc.assert(
    fc.property(fc.oneof(fc.anything(), mangled, inEntry), (value) => {
      try {
        parseSessionState(value)
      } catch (error) {
        expect(error).toMatchObject({ code: 'session-invalid' })
      }
    }),
  )
})
