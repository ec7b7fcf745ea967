import { describe, expect, test } from 'vitest'
import { runInProcess } from './testIo.js'

const errorOf = (text: string) => (JSON.parse(text) as { error: { code: string; message: string } }).error

describe('usage', () => {
  test.each([
    ['no tools', ['select', 'x'], /--config FILE .* or --tools FILE/],
    ['both sources', ['inspect', '--tools', 'a', '--config', 'b'], /both given/],
    ['no task', ['select', '--tools', 'a'], /No task was given/],
    ['a task twice', ['select', 'x', '--messages', 'm', '--tools', 'a'], /both given/],
    ['an unknown option', ['select', 'x', '--max-token', '3'], /unknown option '--max-token'/],
    ['an unknown command', ['slect'], /unknown command 'slect'/],
    [
      'a choice that does not exist',
      ['select', 'x', '--index', 'annoy'],
      /Allowed choices are auto, exact, hnsw/,
    ],
    [
      'a choice of an option that takes several',
      ['cost', '--tools', 'a', '--provider', 'azure'],
      /'--provider <name\.\.\.>' argument 'azure' is invalid\. .*, prompt\. Run toolcrib --help\./,
    ],
    ['a number that is none', ['select', 'x', '--max-tokens', '2k'], /--max-tokens is "2k"/],
    ['too many words', ['select', 'send', 'mail', '--tools', 'a'], /too many arguments/],
    ['a missing required option', ['eval', '--tools', 'a'], /--queries <file>' not specified/],
  ])('%s', async (_, argv, message) => {
    const plain = await runInProcess(argv)
    expect(plain).toMatchObject({ code: 2, stdout: '' })
    expect(plain.stderr).toMatch(message)
    expect(plain.stderr.trim().split('\n')).toHaveLength(1)
    const json = await runInProcess([...argv, '--json'])
    expect(json).toMatchObject({ code: 2, stderr: '' })
    expect(errorOf(json.stdout).message).toMatch(message)
    expect(errorOf(json.stdout).code).toBe('usage')
  })

  test('no arguments at all show the help on stderr', async () => {
    const result = await runInProcess([])
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain('Usage: toolcrib')
  })

  test.each([[['--help']], [['help', 'select']], [['select', '--help']], [['--version']]])(
    '%j is answered on stdout',
    async (argv) => {
      const result = await runInProcess(argv)
      expect(result).toMatchObject({ code: 0, stderr: '' })
      expect(result.stdout).not.toBe('')
    },
  )

  test('the help lists every exit code', async () => {
    const { stdout } = await runInProcess(['--help'])
    for (const code of [0, 1, 2, 3, 4, 130]) expect(stdout).toMatch(new RegExp(`^ +${code} {2}\\S`, 'm'))
  })
})

describe('files', () => {
  test('one that does not exist is named, with its option and what to do', async () => {
    const result = await runInProcess(['inspect', '--tools', 'gone\u202E.json'])
    expect(result.code).toBe(2)
    expect(result.stderr).toBe(
      'error: gone\\u{202E}.json (--tools) cannot be read: it does not exist. Check the path.\n',
    )
  })

  test('a malformed one is told with line and column', async () => {
    const files = { 't.json': '[\n  {"name": }\n]' }
    const result = await runInProcess(['select', 'x', '--tools', 't.json', '--json'], { files })
    expect(result.code).toBe(2)
    expect(JSON.parse(result.stdout)).toMatchObject({
      error: { code: 'file-malformed', details: { line: 2, column: 12 } },
    })
  })

  test('a malformed config is told with line and column', async () => {
    const files = { 'mcp.json': '{\n  "mcpServers": {\n    "a": ]\n  }\n}' }
    const result = await runInProcess(['inspect', '--config', 'mcp.json', '--json'], { files })
    expect(result.code).toBe(2)
    expect(JSON.parse(result.stdout)).toMatchObject({
      error: { code: 'file-malformed', details: { line: 3 } },
    })
  })

  test('a config without a server is bad input', async () => {
    const files = { 'mcp.json': '{"mcpServers": {}}' }
    expect(await runInProcess(['inspect', '--config', 'mcp.json'], { files })).toMatchObject({ code: 2 })
  })

  test('a tools file without a tool is bad input', async () => {
    const result = await runInProcess(['inspect', '--tools', 't.json', '--json'], {
      files: { 't.json': '[]' },
    })
    expect(result.code).toBe(2)
    expect(errorOf(result.stdout).code).toBe('tools-empty')
  })
})
