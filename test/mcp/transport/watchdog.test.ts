import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'

const WATCHDOG = new URL('../../../src/mcp/transport/watchdog.ts', import.meta.url).href

const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** A process that leads a group and ends by SIGKILL alone. */
async function stubborn(): Promise<ChildProcess> {
  const script = 'process.on("SIGTERM", () => {}); console.log(1); setInterval(() => {}, 1000)'
  const child = spawn(process.execPath, ['-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  started.push(child)
  await once(child.stdout, 'data')
  return child
}

it.skipIf(process.platform === 'win32')(
  'ends the groups of a process that is killed, and none that it was told is gone',
  async () => {
    const [kept, released] = [await stubborn(), await stubborn()]
    const script = `
      import { guardGroup, releaseGroup } from ${JSON.stringify(WATCHDOG)}
      guardGroup(${kept.pid}); guardGroup(${released.pid}); releaseGroup(${released.pid})
      setTimeout(() => console.log('told'), 200); setInterval(() => {}, 1000)`
    const args = ['--import', 'tsx', '--input-type=module', '-e', script]
    const program = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    started.push(program)
    await once(program.stdout, 'data')
    const ended = once(kept, 'exit')
    program.kill('SIGKILL')
    expect((await ended)[1]).toBe('SIGKILL')
    expect([released.exitCode, released.signalCode]).toEqual([null, null])
  },
)

it.skipIf(process.platform === 'win32')('keeps no process alive that has nothing else to do', async () => {
  const script = `import { guardGroup } from ${JSON.stringify(WATCHDOG)}; guardGroup(999999999)`
  const program = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: 'ignore',
  })
  started.push(program)
  expect((await once(program, 'exit'))[0]).toBe(0)
})
