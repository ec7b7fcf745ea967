import { describe, expect, test } from 'vitest'
import type { SelectDocument } from '../../src/cli/commands/select.js'
import { type CliSetup, jsonLines, runInProcess, TOOLS } from './testIo.js'

const REFUND = 'refund the last payment'

function select(argv: readonly string[], setup: CliSetup) {
  return runInProcess(['select', ...argv, '--tools', 'tools.jsonl', '--session', 's.json'], setup)
}

describe('--session', () => {
  test('keeps the list between calls', async () => {
    const files: Record<string, string> = { 'tools.jsonl': jsonLines(TOOLS) }
    const first = JSON.parse((await select([REFUND, '--json'], { files })).stdout) as SelectDocument
    expect(JSON.parse(files['s.json']!)).toEqual(first.session!.state)
    const { code, stdout } = await select(['send an e-mail message to Ana', '--json'], { files })
    const second = JSON.parse(stdout) as SelectDocument
    expect(code).toBe(0)
    expect(second.tools.slice(0, first.tools.length)).toEqual(first.tools)
    expect(second.session).toMatchObject({ break: null, state: { turn: 2 } })
  })

  test('tells people what stayed, came and left', async () => {
    const files: Record<string, string> = { 'tools.jsonl': jsonLines(TOOLS) }
    await select([REFUND], { files })
    expect((await select([REFUND], { files })).stdout).toMatch(
      /Session {5}turn 2, 0 new, \d stayed \(0 of them/,
    )
    const { stdout } = await select(['send an e-mail message to Ana', '--max-tools', '1'], { files })
    expect(stdout).toMatch(/left: the limit on tools/)
    expect(stdout).toMatch(/are new to a prompt cache/)
  })

  test.each([
    ['{', 'file-malformed'],
    ['{"version": 1}', 'session-invalid'],
  ])('refuses a file that holds %s, and leaves it as it is', async (text, code) => {
    const files = { 'tools.jsonl': jsonLines(TOOLS), 's.json': text }
    const result = await select([REFUND, '--json'], { files })
    expect(result.code).toBe(2)
    expect(result.stdout + result.stderr).toContain(code)
    expect(result.stdout + result.stderr).toContain('s.json')
    expect(files['s.json']).toBe(text)
  })

  test('says where the file cannot be written', async () => {
    const setup = { files: { 'tools.jsonl': jsonLines(TOOLS) }, readOnly: true }
    const { code, stderr } = await select([REFUND], setup)
    expect(code).toBe(2)
    expect(stderr).toContain('--session')
  })
})

describe('--levels', () => {
  const run = (argv: readonly string[]) =>
    runInProcess(['select', REFUND, ...argv, '--tools', 'tools.jsonl', '--json'], {
      files: { 'tools.jsonl': jsonLines(TOOLS) },
    })

  test('hands tools out at the levels given', async () => {
    const { items } = JSON.parse((await run(['--levels', 'signature'])).stdout) as SelectDocument
    expect(items[0]!.level).toBe('signature')
    expect((await run(['--levels', 'short'])).stdout).toContain('full, compact, signature, name')
  })

  test('--search and --min-confidence reach the engine', async () => {
    const off = JSON.parse((await run(['--search', 'off', '--min-confidence', '0'])).stdout) as SelectDocument
    expect(off.search).toBeNull()
    expect(off.items.length).toBe(TOOLS.length)
    const on = JSON.parse((await run(['--search', 'on', '--min-confidence', '1'])).stdout) as SelectDocument
    expect(on.search?.name).toBe('search_tools')
    expect(on.items.length).toBe(1)
  })
})
