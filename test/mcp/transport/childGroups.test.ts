import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { listServers } from '../../../src/mcp/listing/listServers.js'
import { faultyServer, isAlive } from '../fixtures.js'

const PROGRAM = fileURLToPath(new URL('../../fixtures/listAndWait.ts', import.meta.url))

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 50) {
    if (waited > 15_000) throw new Error('it never came true')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a program that ends of %s takes its servers with it',
  async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'toolcrib-signal-'))
    const pidFile = join(folder, 'pid')
    try {
      const [file = ''] = faultyServer('hang').args ?? []
      const program = spawn(process.execPath, ['--import', 'tsx', PROGRAM, file, 'hang', pidFile], {
        stdio: 'inherit',
      })
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
