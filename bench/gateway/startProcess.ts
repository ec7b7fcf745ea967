import { type ChildProcess, spawn } from 'node:child_process'

/** A program that serves at an address. */
export interface RunningProcess {
  url: string
  child: ChildProcess
  /** Asks it to end, and after 5 s makes it. */
  stop(): Promise<void>
}

/** What to start. */
export interface StartOptions {
  /** Arguments of Node. */
  args: readonly string[]
  /** Says the address, on standard output or standard error; its first group is the address where it has one. */
  ready: RegExp
  env?: Readonly<Record<string, string>>
  /** Opens a channel for messages. Default false. */
  isProbed?: boolean
}

const START_MS = 60_000
const STOP_MS = 5_000

/** Starts a Node program and waits for its address. Throws with its last words where it ends first or says nothing. */
export async function startProcess({
  args,
  ready,
  env,
  isProbed = false,
}: StartOptions): Promise<RunningProcess> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(isProbed ? (['ipc'] as const) : [])],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await ended
    clearTimeout(timer)
  }
  try {
    return { url: await addressOf(child, ready), child, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function addressOf(child: ChildProcess, ready: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (why: string) =>
      reject(new Error(`${child.spawnargs.join(' ')} ${why}: ${said.slice(-2000)}`))
    const timer = setTimeout(() => fail(`did not listen within ${START_MS / 1000} s`), START_MS)
    const listen = (text: string) => {
      said = (said + text).slice(-10_000)
      const found = ready.exec(said)
      if (found !== null) resolve(found[1] ?? '')
    }
    child.stdout?.setEncoding('utf8').on('data', listen)
    child.stderr?.setEncoding('utf8').on('data', listen)
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      fail(`ended with code ${code}`)
    })
  })
}
