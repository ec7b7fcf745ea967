import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type HeldLock, takeProcessLock } from '../../demo/processLock.js'

const atRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Folder of the pinned package, with a lock file of its own. */
const FOLDER = atRoot('test/tools/xenova')
const CACHE = atRoot('.cache/test-tools')
/** Says which lock file's packages node_modules holds in full; npm empties that folder before it installs. */
const STAMP = `${FOLDER}/node_modules/.toolcrib-complete`
const ENTRY = `${FOLDER}/node_modules/@xenova/transformers/src/transformers.js`

/**
 * Installs the pinned @xenova/transformers on first use (250 MB on disk), and again when its lock file changed; of two
 * processes one installs and the other waits. Resolves to the address to import it by.
 *
 * @throws Error when npm fails; its last words are in the message.
 */
export async function ensureXenova(): Promise<string> {
  if (!isInstalled()) {
    mkdirSync(CACHE, { recursive: true })
    const lock = await takeProcessLock(`${CACHE}/xenova.lock`, () => undefined)
    try {
      if (!isInstalled()) {
        rmSync(STAMP, { force: true })
        await npmCi(lock)
        writeFileSync(STAMP, lockHash())
      }
    } finally {
      lock.release()
    }
  }
  return pathToFileURL(ENTRY).href
}

function lockHash(): string {
  return createHash('sha256')
    .update(readFileSync(`${FOLDER}/package-lock.json`))
    .digest('hex')
}

function isInstalled(): boolean {
  try {
    return readFileSync(STAMP, 'utf8') === lockHash()
  } catch {
    return false
  }
}

/** No install script runs: sharp and ONNX Runtime come with their binaries. */
function npmCi(lock: HeldLock): Promise<void> {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error']
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', args, {
      cwd: FOLDER,
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
      else reject(new Error(`npm ci in test/tools/xenova ended with code ${code}:\n${said.trim()}`))
    })
  })
}
