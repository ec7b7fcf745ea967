import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url))

const say = (line) => process.stderr.write(`toolcrib: ${line}\n`)
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/**
 * Runs a program and resolves to its exit code (128 + signal number is not told apart: 1).
 * Its standard output goes to our standard error unless `inherit`, so that ours stays clean.
 */
export function run(command, args, { inherit = true, quiet = false, env = process.env } = {}) {
  const stdio = inherit ? 'inherit' : ['ignore', quiet ? 'ignore' : 2, quiet ? 'ignore' : 2]
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio,
      env,
      shell: process.platform === 'win32' && command === 'npm',
    })
    // The child gets the terminal's signals too; it decides how to end, we only wait for it.
    const wait = () => {}
    // A plain kill reaches us alone.
    const forward = () => child.kill('SIGTERM')
    process.on('SIGINT', wait).on('SIGTERM', forward)
    child.on('error', reject)
    child.on('close', (code) => {
      process.off('SIGINT', wait).off('SIGTERM', forward)
      resolve(code ?? 1)
    })
  })
}

/** Runs a TypeScript program of this checkout with tsx; resolves to its exit code. */
export function runTypeScript(path, args) {
  // With the project's own tsconfig, tsx would compile src/ on the fly (its `paths`), at half the speed of dist/.
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(root, 'bench/tsconfig.json') }
  return run(process.execPath, ['--import', 'tsx', join(root, path), ...args], { env })
}

/**
 * What npm last installed against what the lock file asks for. npm writes node_modules/.package-lock.json when an
 * install is complete, so an interrupted one never looks like a good one. Packages for other platforms may be absent.
 */
export function isInstalled() {
  const done = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(done)) return false
  const installed = readJson(done).packages
  const wanted = Object.entries(readJson(join(root, 'package-lock.json')).packages)
  return wanted.every(([path, { version, optional }]) => {
    if (path === '') return true
    return installed[path] === undefined ? optional === true : installed[path].version === version
  })
}

/** Installs the dependencies with `npm ci` when they are not those of the lock file. */
export async function ensureInstalled() {
  if (process.env.TOOLCRIB_SKIP_INSTALL === '1' || isInstalled()) return
  await withLock('install', async () => {
    if (isInstalled()) return
    const since = Date.now()
    say('installing dependencies (npm ci), once ...')
    // A development dependency would fetch CUDA libraries from elsewhere on npm versions that run install scripts.
    const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' }
    if ((await run('npm', ['ci'], { inherit: false, env })) !== 0) {
      throw new Error(
        'npm ci failed: see its lines above. Check the network and the npm registry, then run the command again.',
      )
    }
    say(`dependencies installed in ${seconds(since)}`)
    await ensureHnsw()
  })
}

const hnswLoads = async () =>
  (await run(process.execPath, ['-e', "require('hnswlib-node')"], { inherit: false, quiet: true })) === 0

/**
 * hnswlib-node compiles native code in its install script, which npm 11 runs only for packages that package.json
 * allows and which needs a compiler. Without it all but `--index hnsw` works; CI insists on it.
 */
export async function ensureHnsw() {
  if (await hnswLoads()) return
  say('hnswlib-node was not built by the install; building it (npm rebuild hnswlib-node) ...')
  await run('npm', ['rebuild', 'hnswlib-node'], { inherit: false })
  if (await hnswLoads()) return
  const lost = 'hnswlib-node cannot be built here (it needs python3, make and a C++17 compiler)'
  if (process.env.CI) throw new Error(`${lost}, and CI requires it.`)
  say(`${lost}: --index hnsw is not available, all else works`)
}

/** SHA-256 over the paths and contents of everything that the build reads. */
function buildHash() {
  const hash = createHash('sha256')
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
  const others = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/bundlePage.mjs']
  for (const file of [...files, ...others.map((name) => join(root, name))]) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

const stampPath = join(root, '.cache/build.txt')
const isBuilt = (hash) =>
  existsSync(join(root, 'dist/cli/main.js')) &&
  existsSync(stampPath) &&
  readFileSync(stampPath, 'utf8') === hash

/** Compiles src/ into dist/ when src/ changed since the last time. A failed build leaves dist/ as it was. */
export async function ensureBuilt() {
  if (isBuilt(buildHash())) return
  await withLock('build', async () => {
    const hash = buildHash()
    if (isBuilt(hash)) return
    const since = Date.now()
    say('building (tsc, esbuild) ...')
    const fresh = join(root, `.cache/dist-${process.pid}`)
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', fresh, '--noEmitOnError']
    if ((await run(process.execPath, args, { inherit: false })) !== 0) {
      rmSync(fresh, { recursive: true, force: true })
      throw new Error('the build failed: see the compiler lines above.')
    }
    const { bundlePage } = await import('./bundlePage.mjs')
    await bundlePage(fresh)
    swap(fresh, join(root, 'dist'))
    writeFileSync(stampPath, hash)
    say(`built in ${seconds(since)}`)
  })
}

/** Puts `fresh` in the place of `folder`; no file of an older build stays behind. */
function swap(fresh, folder) {
  const old = `${fresh}-old`
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(fresh, folder)
  rmSync(old, { recursive: true, force: true })
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** True when the lock's process is gone, or died before it wrote its number. */
function isStale(lock) {
  const owner = join(lock, 'pid')
  return existsSync(owner) ? !isAlive(Number(readFileSync(owner, 'utf8'))) : false
}

/** Runs `work` while no other process of this checkout holds the lock `name`. A dead owner's lock is taken over. */
async function withLock(name, work) {
  mkdirSync(join(root, '.cache'), { recursive: true })
  const lock = join(root, `.cache/${name}.lock`)
  for (let waited = 0; ; waited += 200) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (isStale(lock)) rmSync(lock, { recursive: true, force: true })
      else if (waited === 0) say(`waiting for another process of this checkout (${name}) ...`)
      else if (waited > 600_000)
        throw new Error(`${lock} is held since 10 minutes. Remove it if nothing else runs.`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  try {
    writeFileSync(join(lock, 'pid'), String(process.pid))
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** Runs a script's main function; a failure is one line and exit code 1. */
export async function main(program) {
  try {
    process.exitCode = await program(process.argv.slice(2))
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
