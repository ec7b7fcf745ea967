import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
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

/** Empty for a process that is gone, or a zombie that nobody has reaped. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Source of a program that runs these lines with the module under test, and prints the id of its watchdog first. */
function programOf(lines: string): string[] {
  const groups = new URL('../../../src/mcp/transport/childGroups.ts', import.meta.url).href
  const source = `
    import { readFileSync } from 'node:fs'
    import { guardGroup } from ${JSON.stringify(WATCHDOG)}
    import { trackGroup } from ${JSON.stringify(groups)}
    const children = () => readFileSync('/proc/' + process.pid + '/task/' + process.pid + '/children', 'utf8').trim().split(' ')
    const before = new Set(children())
    const dogs = () => children().filter((pid) => pid !== '' && !before.has(pid))
    ${lines}`
  return ['--import', 'tsx', '--input-type=module', '-e', source]
}

it.skipIf(process.platform !== 'linux')(
  'is gone with a process that ends its groups by itself, before ids can be others',
  async () => {
    const kept = await stubborn()
    const ended = once(kept, 'exit')
    const lines = `trackGroup(${kept.pid}); setTimeout(() => { console.log(dogs()[0]); process.exit(0) }, 200)`
    const program = spawn(process.execPath, programOf(lines), { stdio: ['ignore', 'pipe', 'inherit'] })
    started.push(program)
    const [said] = await once(program.stdout, 'data')
    await ended
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(commandOf(Number(String(said)))).toBe('')
  },
)

it.skipIf(process.platform !== 'linux')('is started again for all groups where it was ended', async () => {
  const [first, second] = [await stubborn(), await stubborn()]
  const lines = `
    guardGroup(${first.pid})
    setTimeout(() => process.kill(Number(dogs()[0]), 'SIGKILL'), 200)
    setTimeout(() => { guardGroup(${second.pid}); setTimeout(() => console.log('told'), 200) }, 500)
    setInterval(() => {}, 1000)`
  const program = spawn(process.execPath, programOf(lines), { stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(program)
  await once(program.stdout, 'data')
  const ended = Promise.all([once(first, 'exit'), once(second, 'exit')])
  program.kill('SIGKILL')
  expect((await ended).map(([, by]) => by)).toEqual(['SIGKILL', 'SIGKILL'])
})
