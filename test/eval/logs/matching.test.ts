import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createToolMatcher, type LogCall, matchByName, redactText } from '../../../src/eval/index.js'

const call = (name: string, more: Partial<LogCall> = {}): LogCall => ({
  id: null,
  name,
  failed: false,
  ...more,
})

const TOOLS = [
  {
    id: 'git-hub/create_issue',
    server: 'git-hub',
    name: 'create_issue',
    wireNames: ['git-hub__create_issue'],
  },
  { id: 'git-hub/search', server: 'git-hub', name: 'search', wireNames: ['git-hub__search'] },
  { id: 'mail/search', server: 'mail', name: 'search', wireNames: ['mail__search'] },
  { id: 'lone', name: 'Read.File', wireNames: ['Read_File_1a2b3c4d'] },
]

describe('createToolMatcher', () => {
  const match = createToolMatcher(TOOLS)

  test.each([
    ['git-hub/create_issue', 'git-hub/create_issue'],
    ['git-hub__create_issue', 'git-hub/create_issue'],
    ['mcp__git-hub__create_issue', 'git-hub/create_issue'],
    ['mcp_git_hub_create_issue', 'git-hub/create_issue'],
    ['git-hub.create_issue', 'git-hub/create_issue'],
    ['functions.create_issue', 'git-hub/create_issue'],
    ['createissue', undefined],
    ['create_issue', 'git-hub/create_issue'],
    ['Create-Issue', 'git-hub/create_issue'],
    ['mail_search', 'mail/search'],
    ['Read.File', 'lone'],
    ['read_file', 'lone'],
    ['Read_File_1a2b3c4d', 'lone'],
    ['constructor', undefined],
    ['__proto__', undefined],
  ])('%s means %s', (name, id) => {
    expect(match(call(name))).toEqual(id === undefined ? { why: 'unknown', candidates: [] } : { id })
  })

  it('asks the server that the log names where several tools have the name', () => {
    expect(match(call('search'))).toEqual({ why: 'ambiguous', candidates: ['git-hub/search', 'mail/search'] })
    expect(match(call('search', { server: 'mail' }))).toEqual({ id: 'mail/search' })
    expect(match(call('search', { server: 'Git_Hub' }))).toEqual({ id: 'git-hub/search' })
  })

  it('looks behind a tool that calls others, unless it is known itself', () => {
    expect(match(call('call_tool', { inner: 'mail__search' }))).toEqual({ id: 'mail/search' })
    expect(match(call('mcp__crib__call_tool', { inner: 'nothing' }))).toMatchObject({ why: 'unknown' })
  })

  it('finds every tool by its id and wire names, whatever they are', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/)
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, name), { selector: (pair) => pair.join('/'), maxLength: 8 }),
        (pairs) => {
          const tools = pairs.map(([server, tool]) => {
            const id = `${server}/${tool}`
            return { id, server, name: tool, wireNames: [`${id}#wire`] }
          })
          const find = createToolMatcher(tools)
          for (const { id } of tools)
            for (const called of [id, `${id}#wire`]) expect(find(call(called))).toEqual({ id })
        },
      ),
    )
  })
})

test.each([
  [call('mcp__git__log'), 'git/log'],
  [call('log', { server: 'git' }), 'git/log'],
  [call('call_tool', { inner: 'mcp__git__log' }), 'git/log'],
  [call('git/log', { server: 'git' }), 'git/log'],
  [call('plain'), 'plain'],
])('without a catalog %j is written as %s', (logged, id) => {
  expect(matchByName(logged)).toEqual({ id })
})

describe('redactText', () => {
  test.each([
    ['mail ana.b+x@example.co.uk now', 'mail <email> now'],
    ['use sk-proj-abcdefghijklmnop1234 please', 'use <key> please'],
    ['ghp_ABCDEFGHIJKLMNOPQRSTUVWXYZ012345', '<key>'],
    ['token: hunter2hunter2, then', 'token: <key>, then'],
    ['Authorization: Bearer abcDEF123456', 'Authorization: Bearer <key>'],
    ['postgres://root:pa55word@db/x', 'postgres://<key>@db/x'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_123', '<key>'],
    ['commit 3f786850e387550fdab836ed7e6dc881de23001b', 'commit <key>'],
    ['card 4111 1111 1111 1111 is mine', 'card <number> is mine'],
    ['call +49 (30) 123 456 78', 'call <number>'],
    ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nok', '<key>\nok'],
  ])('%j becomes %j', (text, safe) => {
    expect(redactText(text)).toEqual({ text: safe, redacted: 1 })
  })

  test.each([
    'refund order 12345678 of 2026-01-31',
    'between 2026-01-31 12:00 and 2026-02-01 13:00',
    'the token budget is exceeded, explain the password policy',
    'clone git@github and say hi to @ana',
    'supercalifragilisticexpialidocious_thing',
    'resize to 1920x1080, 3.14159 and 1,250.00',
  ])('%j stays', (text) => {
    expect(redactText(text)).toEqual({ text, redacted: 0 })
  })

  it('is done in time that grows with the text', () => {
    const started = performance.now()
    for (const part of ['1 ', 'a.', 'a@', 'token', '-----BEGIN PRIVATE KEY-----', 'x1', 'eyJ'])
      redactText(part.repeat(4_000))
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
