import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { listServers } from '../../../src/mcp/listing/listServers.js'
import { signalGroup, trackGroup, untrackGroup } from '../../../src/mcp/transport/childGroups.js'
import { faultyServer, isAlive } from '../fixtures.js'

const PROGRAM = fileURLToPath(new URL('../../fixtures/listAndWait.ts', import.meta.url))

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 50) {
    if (waited > 15_000) throw new Error('it never came true')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Does as the package signal-exit: it looks on, and acts once no other listener is left. */
const ONLOOKER = `
  const emitter = { count: 1 }
  globalThis[Symbol.for('signal-exit emitter')] = emitter
  process.on('SIGHUP', function onlooker() {
    if (process.listeners('SIGHUP').length !== emitter.count) return
    process.off('SIGHUP', onlooker)
    process.kill(process.pid, 'SIGHUP')
  })`

it.each([
  ['SIGINT', ''],
  ['SIGTERM', ''],
  ['SIGHUP', ''],
  ['SIGHUP', ONLOOKER],
] as const)(
  'a program that ends of %s takes its servers with it, whoever looks on',
  async (signal, before) => {
    const folder = mkdtempSync(join(tmpdir(), 'toolcrib-signal-'))
    const pidFile = join(folder, 'pid')
    try {
      const module = `data:text/javascript,${encodeURIComponent(before)}`
      const [file = ''] = faultyServer('hang').args ?? []
      const program = spawn(
        process.execPath,
        ['--import', 'tsx', '--import', module, PROGRAM, file, 'hang', pidFile],
        {
          stdio: 'inherit',
        },
      )
      const ended = new Promise((resolve) => program.once('exit', (_, by) => resolve(by)))
      await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '')
      expect(isAlive(pidFile)).toBe(true)
      program.kill(signal)
      // Our listeners must not swallow the signal.
      expect(await ended).toBe(signal)
      await until(() => !isAlive(pidFile))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)

it('listens for signals only while a server runs', async () => {
  const counts = () => process.listenerCount('SIGHUP')
  const before = counts()
  let during = 0
  await listServers(new Map([['one', faultyServer('banner')]]), {
    onProgress: ({ state }) => {
      if (state === 'started') setTimeout(() => (during = Math.max(during, counts())), 20)
    },
  })
  expect([during, counts()]).toEqual([before + 1, before])
})

it('leaves a signal to the program that listens for it, and the servers to their work', async () => {
  const heard: string[] = []
  const listener = (signal: string) => void heard.push(signal)
  process.on('SIGHUP', listener)
  try {
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
    const ended = new Promise((resolve) => child.once('exit', (_, by) => resolve(by)))
    trackGroup(child.pid!)
    process.emit('SIGHUP', 'SIGHUP')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect([heard.length, signalGroup(child.pid!, 0)]).toEqual([1, true])
    untrackGroup(child.pid!)
    signalGroup(child.pid!, 'SIGKILL')
    expect(await ended).toBe('SIGKILL')
  } finally {
    process.off('SIGHUP', listener)
  }
})
