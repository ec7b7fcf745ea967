import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type HeldLock, takeProcessLock } from './processLock.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What to install, and what to say meanwhile. */
export interface InstallFolderOptions {
  /** Absolute path of a folder with a package.json and a lock file of its own. */
  folder: string
  /** Absolute path of the lock that keeps two processes from installing at once. */
  lockPath: string
  /** Said before the install, for example `Installing the demo servers ...`. */
  announcement: string
  /** Gets lines for people. */
  onProgress: (line: string) => void
}

/**
 * Installs the pinned packages of a folder on first use, or again when an install was interrupted or the lock file
 * changed. Of two processes one installs and the other waits. No install script runs.
 *
 * @throws Error when npm fails; its last words are in the message.
 */
export async function installFolder(options: InstallFolderOptions): Promise<void> {
  const { folder, lockPath, onProgress } = options
  if (isInstalled(folder)) return
  mkdirSync(dirname(lockPath), { recursive: true })
  const onWait = () => onProgress(`Waiting for another process that installs ${relative(ROOT, folder)} ...`)
  const lock = await takeProcessLock(lockPath, onWait)
  try {
    if (!isInstalled(folder)) await install(lock, options)
  } finally {
    lock.release()
  }
}

/** Says which lock file's packages node_modules holds in full; npm empties that folder before it installs. */
function stampOf(folder: string): string {
  return `${folder}/node_modules/.toolcrib-complete`
}

function lockHash(folder: string): string {
  return createHash('sha256')
    .update(readFileSync(`${folder}/package-lock.json`, 'utf8'))
    .digest('hex')
}

function isInstalled(folder: string): boolean {
  try {
    return readFileSync(stampOf(folder), 'utf8') === lockHash(folder)
  } catch {
    return false
  }
}

async function install(lock: HeldLock, options: InstallFolderOptions): Promise<void> {
  const { folder, announcement, onProgress } = options
  onProgress(announcement)
  rmSync(stampOf(folder), { force: true })
  const started = performance.now()
  const seconds = () => Math.round((performance.now() - started) / 1000)
  const timer = setInterval(() => onProgress(`  still installing, ${seconds()} s`), 5000)
  try {
    await npmCi(folder, lock)
  } finally {
    clearInterval(timer)
  }
  writeFileSync(stampOf(folder), lockHash(folder))
  onProgress(`Installed in ${seconds()} s.`)
}

function npmCi(folder: string, lock: HeldLock): Promise<void> {
  const args = [
    'ci',
    '--ignore-scripts',
    '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--loglevel=error',
  ]
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', args, {
      cwd: folder,
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
      const failure = `npm ci in ${relative(ROOT, folder)} ended with code ${code}. Its last words:\n${said.trim()}`
      if (code === 0) resolve()
      else reject(new Error(failure))
    })
  })
}
