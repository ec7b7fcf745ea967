import { describe, expect, it } from 'vitest'
import { importRecords, rowsOf } from './logs.js'

const user = (content: unknown) => ({ role: 'user', content })
const chatCall = (id: string, name: string, args: unknown = {}) => ({
  id,
  type: 'function',
  function: { name, arguments: JSON.stringify(args) },
})
const calls = (...all: object[]) => ({ role: 'assistant', content: null, tool_calls: all })
const chat = (messages: unknown[], message: object) => ({
  request: { model: 'm', messages, tools: [{ type: 'function', function: { name: 'x' } }] },
  response: { object: 'chat.completion', choices: [{ message }] },
})

describe('Chat Completions', () => {
  const first = chat(
    [{ role: 'system', content: 's' }, user('refund it')],
    calls(chatCall('c1', 'find_payment')),
  )
  const second = chat(
    [
      { role: 'system', content: 's' },
      user('refund it'),
      calls(chatCall('c1', 'find_payment')),
      { role: 'tool', tool_call_id: 'c1', content: '{"ok":true}' },
    ],
    calls(chatCall('c2', 'refund'), chatCall('c3', 'mail')),
  )

  it('joins the requests of one turn into one task', async () => {
    const result = await importRecords([first, second])
    expect(rowsOf(result)).toEqual([['refund it', [], ['find_payment', 'refund', 'mail']]])
    expect(result.tasks[0]).toMatchObject({ source: 'log:1' })
    expect(result.files[0]!.records).toEqual({ openai: 2 })
    expect(result.calls).toBe(3)
  })

  it('takes a request that is shown again without its answer for the same', async () => {
    const given = await importRecords([first, { messages: [user('refund it')] }])
    expect(rowsOf(given)).toHaveLength(1)
    expect(given.skipped.noCall).toBe(0)
  })

  it('gives a later wish its history', async () => {
    const { messages } = second.request
    const more = chat(
      [...messages, calls(chatCall('c2', 'refund')), user('thanks'), user('and in May?')],
      calls(chatCall('c9', 'report')),
    )
    expect(rowsOf(await importRecords([second, more]))).toEqual([
      ['refund it', [], ['find_payment', 'refund', 'mail']],
      ['and in May?', ['refund it', 'thanks'], ['report']],
    ])
  })

  it('keeps the same words in another conversation apart, unless the same tools were called', async () => {
    const other = chat([user('refund it')], calls(chatCall('d1', 'other_tool')))
    const same = chat([user('refund it')], calls(chatCall('e1', 'other_tool')))
    const result = await importRecords([first, other, same])
    expect(rowsOf(result).map(([, , gold]) => gold)).toEqual([['find_payment'], ['other_tool']])
    expect(result.repeated).toBe(1)
    const ids = result.tasks.map(({ id }) => id)
    expect(ids[1]).toBe(`${ids[0]}-2`)
    // Ids do not depend on what else was imported.
    expect((await importRecords([first])).tasks[0]!.id).toBe(ids[0])
  })

  it('does not count a call that failed, unless the tool worked later', async () => {
    const failed = (id: string) => ({
      role: 'tool',
      tool_call_id: id,
      content: '{"isError":true,"content":[]}',
    })
    const turn = [user('go'), calls(chatCall('c1', 'a')), failed('c1')]
    const given = await importRecords([{ messages: [...turn, calls(chatCall('c2', 'b'))] }])
    expect(rowsOf(given)).toEqual([['go', [], ['b']]])
    expect(given).toMatchObject({ calls: 2, failedCalls: 1 })
    const retried = await importRecords([{ messages: [...turn, calls(chatCall('c2', 'a'))] }])
    expect(rowsOf(retried)).toEqual([['go', [], ['a']]])
    const only = await importRecords([{ messages: turn }])
    expect(only).toMatchObject({ tasks: [], skipped: { noCall: 0, onlyFailed: 1, onlyUnmatched: 0 } })
  })

  it('reads parts of content, custom tools, the old function_call, and bodies that are text', async () => {
    const parts = user([
      { type: 'text', text: 'what is' },
      { type: 'image_url' },
      { type: 'text', text: 'this' },
    ])
    const custom = { role: 'assistant', tool_calls: [{ id: 'c', type: 'custom', custom: { name: 'shell' } }] }
    const legacy = { role: 'assistant', function_call: { name: 'old', arguments: '{}' } }
    const asText = {
      request_body: JSON.stringify({ messages: [parts] }),
      response_body: JSON.stringify({ choices: [{ message: custom }] }),
    }
    expect(rowsOf(await importRecords([asText]))).toEqual([['what is\nthis', [], ['shell']]])
    expect(rowsOf(await importRecords([{ messages: [user('x'), legacy] }]))).toEqual([['x', [], ['old']]])
  })

  it('joins the two files of a batch, in either order', async () => {
    const asked = {
      custom_id: 'r1',
      method: 'POST',
      url: '/v1/chat/completions',
      body: { messages: [user('do it')] },
    }
    const answered = {
      id: 'b',
      custom_id: 'r1',
      response: { status_code: 200, body: { choices: [{ message: calls(chatCall('c', 't')) }] } },
    }
    for (const order of [
      [asked, answered],
      [answered, asked],
    ])
      expect(rowsOf(await importRecords(order))).toEqual([['do it', [], ['t']]])
    expect(await importRecords([answered])).toMatchObject({ tasks: [], callsWithoutText: 1 })
  })

  it('finds the tool that was called through another', async () => {
    const through = calls(chatCall('c', 'call_tool', { name: 'git/git_log', arguments: {} }))
    expect(rowsOf(await importRecords([chat([user('log?')], through)]))).toEqual([
      ['log?', [], ['git/git_log']],
    ])
  })
})

describe('the Responses API', () => {
  const item = (id: string, name: string) => ({ type: 'function_call', call_id: id, name, arguments: '{}' })

  it('reads input as text or items, and calls at MCP servers', async () => {
    const mcp = { type: 'mcp_call', id: 'm', server_label: 'git', name: 'log', error: null }
    const bad = { type: 'mcp_call', id: 'n', server_label: 'git', name: 'push', error: 'no' }
    const records = [
      {
        request: { input: 'one' },
        response: { id: 'a', object: 'response', output: [item('1', 'x'), mcp, bad] },
      },
      {
        input: [user([{ type: 'input_text', text: 'two' }])],
        output: [{ ...item('2', 'get'), namespace: 'crm' }],
      },
    ]
    expect(rowsOf(await importRecords(records))).toEqual([
      ['one', [], ['x', 'git/log']],
      ['two', [], ['crm/get']],
    ])
  })

  it('follows previous_response_id through many turns', async () => {
    const turn = (at: number) => [
      {
        request: { input: `wish ${at}`, previous_response_id: at === 0 ? undefined : `b${at - 1}` },
        response: { id: `a${at}`, output: [item(`x${at}`, `first_${at}`)] },
      },
      {
        request: {
          input: [{ type: 'function_call_output', call_id: `x${at}`, output: 'fine' }],
          previous_response_id: `a${at}`,
        },
        response: { id: `b${at}`, output: [item(`y${at}`, `second_${at}`)] },
      },
    ]
    const rows = rowsOf(await importRecords(Array.from({ length: 9 }, (_, at) => turn(at)).flat()))
    expect(rows.map(([text, , gold]) => [text, gold])).toEqual(
      Array.from({ length: 9 }, (_, at) => [`wish ${at}`, [`first_${at}`, `second_${at}`]]),
    )
    expect(rows[8]![1]).toEqual(['wish 3', 'wish 4', 'wish 5', 'wish 6', 'wish 7'])
    expect(rows[1]![1]).toEqual(['wish 0'])
  })
})

describe('the Messages API', () => {
  const use = (id: string, name: string) => ({ type: 'tool_use', id, name, input: {} })
  const result = (id: string, isError = false) => ({
    type: 'tool_result',
    tool_use_id: id,
    is_error: isError,
  })
  const record = (messages: unknown[], content: unknown[]) => ({
    request: { model: 'claude', system: 's', messages },
    response: { id: 'msg', type: 'message', role: 'assistant', content },
  })

  it('joins a turn, marks what failed, and takes words beside results for the host’s', async () => {
    const records = [
      record([user('look it up')], [{ type: 'text', text: 'ok' }, use('1', 'mcp__web__search')]),
      record(
        [
          user('look it up'),
          { role: 'assistant', content: [use('1', 'mcp__web__search')] },
          user([result('1', true), { type: 'text', text: 'Remember the rules.' }]),
        ],
        [use('2', 'mcp__web__fetch'), { type: 'mcp_tool_use', id: '3', name: 'log', server_name: 'git' }],
      ),
    ]
    const given = await importRecords(records)
    expect(rowsOf(given)).toEqual([['look it up', [], ['web/fetch', 'git/log']]])
    expect(given.files[0]!.records).toEqual({ anthropic: 2 })
  })
})

describe('sessions of Claude Code', () => {
  const line = (type: string, content: unknown, more: object = {}) => ({
    type,
    sessionId: 's1',
    uuid: 'u',
    message: { role: type, content },
    ...more,
  })
  const use = (id: string, name: string) => ({ type: 'tool_use', id, name, input: {} })

  it('reads a session line by line', async () => {
    const records = [
      { type: 'summary', summary: 'x' },
      line('user', 'Caveat: ignore', { isMeta: true }),
      line('user', '<command-name>/clear</command-name>'),
      line('user', 'list the issues<system-reminder>be brief</system-reminder>'),
      line('assistant', [use('1', 'mcp__github__list_issues')]),
      line('assistant', [use('1', 'mcp__github__list_issues'), use('2', 'Bash')]),
      line('user', [{ type: 'tool_result', tool_use_id: '2', is_error: true }]),
      line('user', 'search the web', { isSidechain: true, agentId: 'a' }),
      line('assistant', [use('9', 'mcp__web__search')], { isSidechain: true, agentId: 'a' }),
      line('user', [{ type: 'text', text: 'close the first' }]),
      line('assistant', [use('3', 'mcp__github__close_issue')]),
    ]
    const given = await importRecords(records)
    expect(rowsOf(given).sort()).toEqual([
      ['close the first', ['list the issues'], ['github/close_issue']],
      ['list the issues', [], ['github/list_issues']],
      ['search the web', [], ['web/search']],
    ])
    expect(given.tasks.find(({ text }) => text === 'list the issues')!.source).toBe('log:4')
    expect(given.files[0]!.unrecognised).toMatchObject({ count: 1, lines: [{ line: 1 }] })
  })
})

describe('traffic of MCP', () => {
  const call = (id: unknown, name: string, task?: string) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name, arguments: {}, ...(task === undefined ? {} : { _meta: { 'toolcrib/task': task } }) },
  })
  const done = (id: unknown, result: object) => ({ jsonrpc: '2.0', id, result })

  it('takes the task of _meta or of the record beside it, and counts the rest', async () => {
    const given = await importRecords([
      { jsonrpc: '2.0', id: 0, method: 'initialize', params: {} },
      call(1, 'a', 'wish'),
      call(2, 'b', 'wish'),
      done(2, { isError: true, content: [] }),
      done(1, { content: [] }),
      call(3, 'c'),
      { direction: 'out', server: 'git', task: 'other', message: JSON.stringify(call(1, 'log')) },
      { payload: call(4, 'd', 'wish') },
    ])
    expect(rowsOf(given)).toEqual([
      ['wish', [], ['a']],
      ['other', [], ['git/log']],
      ['wish', [], ['d']],
    ])
    expect(given).toMatchObject({ callsWithoutText: 1, failedCalls: 1 })
    expect(given.files[0]!.records).toEqual({ mcp: 8 })
  })

  it('tells an error of the protocol from a result', async () => {
    const given = await importRecords([
      call('x', 'a', 'w'),
      { jsonrpc: '2.0', id: 'x', error: { code: -32602 } },
    ])
    expect(given.skipped.onlyFailed).toBe(1)
  })
})

it('--format reads records of that format alone', async () => {
  const record = { messages: [user('x'), calls(chatCall('1', 'a'))] }
  expect((await importRecords([record], { format: 'openai' })).tasks).toHaveLength(1)
  const other = await importRecords([record], { format: 'mcp' })
  expect(other.tasks).toHaveLength(0)
  expect(other.files[0]!.unrecognised).toEqual({
    count: 1,
    lines: [{ line: 1, reason: 'members: messages' }],
  })
})
