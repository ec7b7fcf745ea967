import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jsonLines, TOOLS } from '../cli/testIo.js'
import { runBin } from './runBin.js'

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))
const MAIN = path('dist/cli/main.js')
const GOOD = { command: process.execPath, args: [path('test/fixtures/stdioServer.mjs')] }
const fault = (name: string, ...rest: string[]) => ({
  command: process.execPath,
  args: [path('test/fixtures/faultyServer.mjs'), name, ...rest],
})

let folder: string
const file = (name: string) => join(folder, name)
const toolcrib = (...args: string[]) => runBin(process.execPath, [MAIN, ...args], { cwd: folder })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolcrib-cli-'))
  writeFileSync(file('tools.jsonl'), jsonLines(TOOLS))
  writeFileSync(
    file('queries.jsonl'),
    jsonLines([
      { id: 'q1', text: 'refund the last payment', gold: ['pay/refund_payment'] },
      { id: 'q2', text: 'sing a song', gold: [] },
    ]),
  )
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function writeConfig(name: string, mcpServers: Record<string, unknown>): void {
  writeFileSync(file(name), JSON.stringify({ mcpServers }))
}

describe('on a tools file', () => {
  test('select writes one JSON document and nothing else', async () => {
    const result = await toolcrib('select', 'refund the last payment', '--tools', 'tools.jsonl', '--json')
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(result.stdout).items[0].id).toBe('pay/refund_payment')
  })

  test('cost writes one JSON document with every provider', async () => {
    const result = await toolcrib('cost', '--tools', 'tools.jsonl', '--json')
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(result.stdout).billings).toHaveLength(5)
  })

  test('no colour off a terminal, colour when forced', async () => {
    const args = [MAIN, 'select', 'refund', '--tools', 'tools.jsonl']
    const plain = await runBin(process.execPath, args, {
      cwd: folder,
      env: { FORCE_COLOR: '', NO_COLOR: '' },
    })
    const forced = await runBin(process.execPath, args, {
      cwd: folder,
      env: { FORCE_COLOR: '1', NO_COLOR: '' },
    })
    expect(plain.stdout).not.toContain('\u001B[')
    expect(forced.stdout).toContain('\u001B[1m')
  })

  test('the task comes from standard input', async () => {
    const args = [MAIN, 'select', '-', '--tools', 'tools.jsonl', '--json']
    const result = await runBin(process.execPath, args, { cwd: folder, stdin: 'refund the last payment' })
    expect(JSON.parse(result.stdout).items[0].id).toBe('pay/refund_payment')
  })

  test('eval prints the document of the format', async () => {
    const result = await toolcrib('eval', '--tools', 'tools.jsonl', '--queries', 'queries.jsonl', '--json')
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(result.stdout)).toMatchObject({
      tools: 5,
      queries: 1,
      noGold: 1,
      metrics: { 'recall@1': 1 },
    })
  })

  test('nothing fits: exit code 3; bad input: 2', async () => {
    expect((await toolcrib('select', 'x', '--tools', 'tools.jsonl', '--max-tokens', '2')).code).toBe(3)
    expect((await toolcrib('select', 'x', '--tools', 'gone.jsonl')).code).toBe(2)
  })

  test('a reader that goes away is no failure', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => ({
      name: `tool_${n}`,
      description: 'word '.repeat(40),
    }))
    writeFileSync(file('many.jsonl'), jsonLines(rows))
    const shell = `"${process.execPath}" "${MAIN}" inspect --tools many.jsonl --tokenizer estimate --json | head -c 10; echo "/\${PIPESTATUS[0]}"`
    const result = await runBin('bash', ['-c', shell], { cwd: folder })
    expect(result).toMatchObject({ stderr: '' })
    expect(result.stdout.trim().endsWith('/0')).toBe(true)
  })
})

describe('on live servers', () => {
  test('the bad ones are told in one line each and the good one is listed: exit code 4', async () => {
    writeConfig('mixed.json', {
      good: GOOD,
      exits: fault('exit'),
      gone: { command: 'toolcrib-no-such-program' },
    })
    const result = await toolcrib('inspect', '--config', 'mixed.json', '--json')
    expect(result).toMatchObject({ code: 4, stderr: '' })
    const { servers, catalog } = JSON.parse(result.stdout)
    expect(servers.map(({ server, status }: Record<string, string>) => [server, status])).toEqual([
      ['good', 'listed'],
      ['exits', 'failed'],
      ['gone', 'failed'],
    ])
    expect(catalog.tools).toBe(14)
    for (const { error } of servers.slice(1)) expect(error).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
    const select = await toolcrib('select', 'refund a payment', '--config', 'mixed.json')
    expect(select.code).toBe(4)
    expect(select.stdout).toMatch(/create_refund +good/)
    expect(select.stderr.trim().split('\n')).toHaveLength(2)
  })

  test('all servers bad: exit code 1 with a coded error', async () => {
    writeConfig('bad.json', { exits: fault('exit') })
    const result = await toolcrib('select', 'x', '--config', 'bad.json', '--json')
    expect(result.code).toBe(1)
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'server-failed' } })
  })

  test('all good: exit code 0; an unknown key of an entry is a warning', async () => {
    writeConfig('good.json', { good: { ...GOOD, colour: 'blue' } })
    const result = await toolcrib('select', 'refund a payment', '--config', 'good.json')
    expect(result.code).toBe(0)
    expect(result.stderr).toMatch(/^warning: .*good.*colour.*\n$/)
  })

  test('Ctrl-C ends the servers and exits with 130', async () => {
    const pidFile = file('stubborn.pid')
    writeConfig('stubborn.json', { stubborn: fault('stubborn', pidFile) })
    const child = spawn(process.execPath, [MAIN, 'inspect', '--config', 'stubborn.json'], {
      cwd: folder,
      stdio: 'ignore',
    })
    const ended = new Promise((resolve) => child.on('exit', resolve))
    while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await sleep(20)
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    const pid = Number(readFileSync(pidFile, 'utf8'))
    expect(() => process.kill(pid, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }))
  })
})
