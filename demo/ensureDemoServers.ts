import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DEMO_CACHE, readServersLock, SERVERS_FOLDER } from './demoServers.js'
import { type HeldLock, takeProcessLock } from './processLock.js'

/** Says which lock file's packages node_modules holds in full; npm empties that folder before it installs. */
const STAMP = `${SERVERS_FOLDER}/node_modules/.toolcrib-complete`

/** Options of `ensureDemoServers`. */
export interface EnsureOptions {
  /** Gets lines for people. Default: stderr. */
  onProgress?: (line: string) => void
}

/**
 * Installs the pinned packages on first use, or again when an install was interrupted or the lock file changed. Of two
 * processes one installs and the other waits.
 *
 * @throws Error when npm fails; its last words are in the message.
 */
export async function ensureDemoServers(options: EnsureOptions = {}): Promise<void> {
  const onProgress = options.onProgress ?? ((line: string) => process.stderr.write(`${line}\n`))
  if (isInstalled()) return
  mkdirSync(DEMO_CACHE, { recursive: true })
  const onWait = () => onProgress('Waiting for another process that installs the demo servers ...')
  const lock = await takeProcessLock(`${DEMO_CACHE}/install.lock`, onWait)
  try {
    if (!isInstalled()) await install(lock, onProgress)
  } finally {
    lock.release()
  }
}

function lockHash(): string {
  return createHash('sha256').update(readServersLock()).digest('hex')
}

function isInstalled(): boolean {
  try {
    return readFileSync(STAMP, 'utf8') === lockHash()
  } catch {
    return false
  }
}

async function install(lock: HeldLock, onProgress: (line: string) => void): Promise<void> {
  onProgress('Installing the seven demo servers (79 MB, once) ...')
  rmSync(STAMP, { force: true })
  const started = performance.now()
  const seconds = () => Math.round((performance.now() - started) / 1000)
  const timer = setInterval(() => onProgress(`  still installing, ${seconds()} s`), 5000)
  try {
    await npmCi(lock)
  } finally {
    clearInterval(timer)
  }
  writeFileSync(STAMP, lockHash())
  onProgress(`Installed in ${seconds()} s.`)
}

function npmCi(lock: HeldLock): Promise<void> {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error']
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', args, {
      cwd: SERVERS_FOLDER,
      stdio: ['ignore', 'ignore', 'pipe'],
      // npm is a script there, which needs a shell.
      shell: process.platform === 'win32',
    })
    if (npm.pid !== undefined) lock.alsoHeldBy(npm.pid)
    let said = ''
    npm.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000)
    })
    npm.once('error', reject)
    npm.once('close', (code) => {
      if (code === 0) resolve()
      else
        reject(new Error(`npm ci in demo/servers ended with code ${code}. Its last words:\n${said.trim()}`))
    })
  })
}
