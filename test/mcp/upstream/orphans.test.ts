import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StdioEntry } from '../../../src/mcp/config/ServerEntry.js'
import type { ManagedUpstream } from '../../../src/mcp/upstream/ManagedUpstream.js'
import { faultyServer, isAlive } from '../fixtures.js'
import { manage, until } from './manage.js'

const PROGRAM = fileURLToPath(new URL('../../fixtures/keepServer.ts', import.meta.url))

let folder: string
let pidFile: string
const opened: ManagedUpstream[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolcrib-orphans-'))
  pidFile = join(folder, 'pid')
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((upstream) => upstream.close()))
  rmSync(folder, { recursive: true, force: true })
})

function open(entry: StdioEntry): ManagedUpstream {
  const upstream = manage(entry)
  opened.push(upstream)
  return upstream
}

const asText = ({ command, args = [] }: StdioEntry) => [command, ...args].join(' ')
const server = (fault = 'none', file = pidFile) => faultyServer(fault, file)

/** A server that works, behind whatever people put in front of one; the file holds the pid of the server itself. */
const WRAPPED: [string, () => StdioEntry][] = [
  ['a plain server', () => server()],
  [
    'a child of npx',
    () => ({ transport: 'stdio', command: 'npx', args: ['--offline', '-c', asText(server())] }),
  ],
  [
    'a grandchild of a shell',
    () => ({ transport: 'stdio', command: 'sh', args: ['-c', `${asText(server())}; true`] }),
  ],
  ["a server that ignores stdin's end and SIGTERM", () => server('stubborn')],
  [
    'a grandchild that ignores them too',
    () => ({ transport: 'stdio', command: 'sh', args: ['-c', `${asText(server('stubborn'))}; true`] }),
  ],
]

describe('no server is left', () => {
  it.each(WRAPPED)('after close: %s', async (_, entry) => {
    const upstream = open(entry())
    await upstream.listTools()
    expect(isAlive(pidFile)).toBe(true)
    await upstream.close()
    expect(isAlive(pidFile)).toBe(false)
  })

  it('when its wrapper dies alone, and the next one is started', async () => {
    const command = `echo $$ > ${folder}/shell; ${asText(server('stubborn'))}; true`
    const upstream = open({ transport: 'stdio', command: 'sh', args: ['-c', command] })
    await upstream.listTools()
    const pid = Number(readFileSync(pidFile, 'utf8'))
    process.kill(Number(readFileSync(join(folder, 'shell'), 'utf8')), 'SIGKILL')
    await until(() => Number(readFileSync(pidFile, 'utf8')) !== pid)
    await until(() => upstream.state.status === 'ready')
    await until(
      () => !existsSync(`/proc/${pid}`) || /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')),
    )
    expect((await upstream.listTools()).tools).toHaveLength(1)
  })

  it('after close, not even of a wrapper that died alone just before', async () => {
    const command = `echo $$ > ${folder}/shell; ${asText(server('stubborn'))}; true`
    const upstream = open({ transport: 'stdio', command: 'sh', args: ['-c', command] })
    await upstream.listTools()
    process.kill(Number(readFileSync(join(folder, 'shell'), 'utf8')), 'SIGKILL')
    await until(() => upstream.state.status !== 'ready')
    expect(isAlive(pidFile)).toBe(true)
    await upstream.close()
    expect(isAlive(pidFile)).toBe(false)
  })

  it.each([
    ['SIGHUP', 'stubborn'],
    ['SIGTERM', 'stubborn'],
    // None of our own code can act on this one: the watchdog does, where a server does not end with its stdin.
    ['SIGKILL', 'none'],
    ['SIGKILL', 'stubborn'],
  ] as const)('when our process is ended by %s', async (signal, fault) => {
    const { command, args = [] } = {
      command: 'sh',
      args: ['-c', `${asText(server(fault))}; true`],
    }
    const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit']
    const program = spawn(process.execPath, ['--import', 'tsx', PROGRAM, command, ...args], { stdio })
    const ended = new Promise((resolve) => program.once('exit', (_, by) => resolve(by)))
    await new Promise((resolve) => program.stdout.once('data', resolve))
    expect(isAlive(pidFile)).toBe(true)
    program.kill(signal)
    expect(await ended).toBe(signal)
    await until(() => !isAlive(pidFile))
  })
})

it('ending one leaves the others of the process alone', async () => {
  const [one, other] = [open(server('none', join(folder, 'a'))), open(server('none', join(folder, 'b')))]
  await Promise.all([one.listTools(), other.listTools()])
  await one.close()
  expect([isAlive(join(folder, 'a')), isAlive(join(folder, 'b'))]).toEqual([false, true])
  expect(await other.callTool({ name: 'fine' })).toMatchObject({ content: [{ type: 'text' }] })
  const again = open(server('none', join(folder, 'a')))
  await again.listTools()
  expect(isAlive(join(folder, 'a'))).toBe(true)
})
