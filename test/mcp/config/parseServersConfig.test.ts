// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables as hosts write them.
import { describe, expect, it } from 'vitest'
import { parseServersConfig } from '../../../src/mcp/config/parseServersConfig.js'
import type { BrokenEntry } from '../../../src/mcp/config/ServerEntry.js'

const one = (entry: unknown, env: Record<string, string> = {}) => {
  const config = parseServersConfig(JSON.stringify({ mcpServers: { one: entry } }), { env, file: 'mcp.json' })
  return { ...config, entry: config.servers.get('one') }
}

describe('parseServersConfig', () => {
  it('reads comments, trailing commas and a byte order mark, in the order of the file', () => {
    const text = `\uFEFF{
      // what hosts write
      "mcpServers": {
        "files": { "command": "npx", "args": ["-y", "server", 7,], "cwd": "/tmp" },
        /* over the network */
        "web": { "url": "https://example.com/mcp", "headers": { "X-Key": "k" } },
        "old": { "type": "sse", "url": "https://example.com/sse" },
      },
    }`
    const { servers, warnings, disabled } = parseServersConfig(text)
    expect([...servers]).toEqual([
      ['files', { transport: 'stdio', command: 'npx', args: ['-y', 'server', '7'], cwd: '/tmp' }],
      ['web', { transport: 'http', url: 'https://example.com/mcp', headers: { 'X-Key': 'k' } }],
      ['old', { transport: 'sse', url: 'https://example.com/sse' }],
    ])
    expect([warnings, disabled]).toEqual([[], []])
  })

  it("reads VS Code's servers", () => {
    const { servers } = parseServersConfig(
      '{"servers": {"a": {"type": "http", "url": "http://h/"}}, "inputs": []}',
    )
    expect(servers.get('a')).toEqual({ transport: 'http', url: 'http://h/' })
  })

  it.each(['streamable-http', 'streamableHttp', 'http'])('takes type %s for Streamable HTTP', (type) => {
    expect(one({ type, url: 'http://h/' }).entry?.transport).toBe('http')
  })

  it('fills variables in', () => {
    const entry = {
      command: '${BIN}',
      args: ['${env:A}-${A}', '${NONE:-x y}'],
      env: { K: '${A}', N: 1, Z: null },
    }
    expect(one(entry, { BIN: 'node', A: '${BIN}' }).entry).toEqual({
      transport: 'stdio',
      command: 'node',
      args: ['${BIN}-${BIN}', 'x y'],
      env: { K: '${BIN}', N: '1' },
    })
    expect(one({ url: 'http://${H}/', headers: { A: 'Bearer ${T}' } }, { H: 'h', T: '' }).entry).toEqual({
      transport: 'http',
      url: 'http://h/',
      headers: { A: 'Bearer ' },
    })
  })

  it('breaks only the server whose variable is missing, and names the variable', () => {
    const text =
      '{"mcpServers": {"a": {"command": "x", "env": {"K": "${TOKEN} ${constructor}"}}, "b": {"command": "y"}}}'
    const { servers } = parseServersConfig(text, { env: {} })
    expect(servers.get('a')).toMatchObject({ transport: 'broken' })
    expect((servers.get('a') as { reason: string }).reason).toContain(
      'TOKEN, constructor in its entry is not set',
    )
    expect(servers.get('b')).toEqual({ transport: 'stdio', command: 'y' })
  })

  it('warns of unknown keys and of a server that is defined twice', () => {
    expect(one({ command: 'x', autoApprove: [], 'time\u0007out': 3 }).warnings).toEqual([
      'Server "one": unknown keys are ignored: "autoApprove", "time out".',
    ])
    expect(one({ command: 'x', url: 'http://localhost/mcp' }).warnings).toEqual([
      expect.stringContaining('"command" and "url" are both given'),
    ])
    const twice = parseServersConfig('{"mcpServers": {"a": {"command": "x"}, "a": {"command": "y"}}}')
    expect(twice.warnings).toEqual(['Server "a" is defined twice; the last one counts.'])
    expect(twice.servers.get('a')).toMatchObject({ command: 'y' })
  })

  it('leaves out what is disabled, and says so', () => {
    const { servers, disabled } = one({ command: 'x', disabled: true })
    expect([servers.size, disabled]).toEqual([0, ['one']])
    expect(one({ command: 'x', disabled: false }).servers.size).toBe(1)
  })

  it('keeps servers with names of Object.prototype', () => {
    const text = '{"mcpServers": {"__proto__": {"command": "x"}, "constructor": {"command": "y"}}}'
    expect([...parseServersConfig(text).servers.keys()]).toEqual(['__proto__', 'constructor'])
    expect(() => parseServersConfig('{"__proto__": {"mcpServers": {}}}')).toThrow(/neither/)
  })

  it.each([
    ['{\n  "mcpServers": {\n    "a": }\n}', 3, 10],
    ['{"mcpServers": {}} x', 1, 20],
    ['', 1, 1],
    ['{\r\n"mcpServers": {"a": 1,,}}', 2, 23],
  ])('gives the place of malformed JSON: %j', (text, line, column) => {
    const parse = () => parseServersConfig(text, { file: 'mcp.json' })
    expect(parse).toThrow(expect.objectContaining({ code: 'file-malformed' }))
    expect(parse).toThrow(expect.objectContaining({ details: { file: 'mcp.json', line, column } }))
    expect(parse).toThrow(new RegExp(`mcp.json is not valid JSON at line ${line}, column ${column}: `))
  })

  it.each([
    [{}, ''],
    [[], ''],
    [{ mcpServers: [] }, 'mcpServers'],
    [{ servers: 'x' }, 'servers'],
  ])('refuses a file without a section of servers: %j', (value, path) => {
    const parse = () => parseServersConfig(JSON.stringify(value))
    expect(parse).toThrow(expect.objectContaining({ code: 'config-invalid' }))
    expect(parse).toThrow(expect.objectContaining({ details: { file: 'the configuration', path } }))
  })

  it.each([
    ['x', ''],
    [null, ''],
    [{}, ''],
    [{ command: 3 }, '.command'],
    [{ command: '' }, '.command'],
    [{ command: 'x', args: ['a', {}] }, '.args.1'],
    [{ type: 'ws', url: 'x' }, '.type'],
    [{ type: 'constructor', url: 'x' }, '.type'],
    [{ transport: 'ws', url: 'x' }, '.transport'],
    [{ type: 'http', command: 'x' }, ''],
    [{ type: 'stdio', url: 'x' }, ''],
  ])('breaks only the server whose entry is malformed, and says where: %j', (entry, path) => {
    const text = JSON.stringify({ mcpServers: { bad: entry, good: { command: 'y' } } })
    const { servers, disabled } = parseServersConfig(text, { file: 'mcp.json' })
    expect([...servers.keys(), disabled]).toEqual(['bad', 'good', []])
    const { transport, reason } = servers.get('bad') as BrokenEntry
    expect(transport).toBe('broken')
    expect(reason).toContain(`mcp.json is wrong at "mcpServers.bad${path}": `)
    expect(reason).toMatch(/^cannot be reached as configured: .* Correct it there\.$/)
    expect(servers.get('good')).toEqual({ transport: 'stdio', command: 'y' })
  })

  it('does not bother with the entry of a server that is switched off', () => {
    const { servers, disabled } = one({ command: 3, disabled: true })
    expect([servers.size, disabled]).toEqual([0, ['one']])
  })
})
