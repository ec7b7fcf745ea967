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
