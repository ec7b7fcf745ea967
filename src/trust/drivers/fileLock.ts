import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { CribError } from '../../errors.js'

/** Tells this process from another that had its number before: in a container each start may have number 1. */
const INSTANCE = randomUUID()
/** Milliseconds between two looks at a lock that another holds: doubled from the first to the last. */
const FIRST_WAIT = 2
const LONGEST_WAIT = 50

/** A lock that is held. */
export interface FileLock {
  /** Whether it is still held: somebody may have taken a living process for a dead one. */
  isHeld(): Promise<boolean>
  /** Gives it back; nothing happens where it is no longer held. */
  release(): Promise<void>
}

interface Owner {
  pid: number
  host: string
  instance: string
}

/**
 * Takes the lock that is the file at `path`, waiting up to `patience` milliseconds for another holder. The file comes into
 * being whole, by a hard link, and names its holder; the lock of a process of this machine that has ended is taken over.
 * Rejects with `trust-locked` when the patience is over, and with the error of `node:fs` where files cannot be made.
 */
export async function takeLock(path: string, patience: number): Promise<FileLock> {
  const content = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    instance: INSTANCE,
    token: randomUUID(),
  })
  const beside = `${path}.${randomUUID()}`
  await writeFile(beside, content, { mode: 0o600, flag: 'wx' })
  try {
    const until = performance.now() + patience
    for (let wait = FIRST_WAIT; !(await tryLink(beside, path)); wait = Math.min(2 * wait, LONGEST_WAIT)) {
      if (await takeOver(path)) continue
      if (performance.now() >= until) throw locked(path, await textOf(path), patience)
      await sleep(wait)
    }
  } finally {
    await rm(beside, { force: true })
  }
  const isHeld = async () => (await textOf(path)) === content
  return {
    isHeld,
    release: async () => {
      if (await isHeld()) await rm(path, { force: true })
    },
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/**
 * Moves the lock of an ended process out of the way; false where its holder may live. Two that find it at once cannot both
 * move the same file; one that moved the lock of a third puts it back, and who lost a lock meanwhile notices (`isHeld`).
 */
async function takeOver(path: string): Promise<boolean> {
  const found = await textOf(path)
  if (found === undefined) return true
  if (mayLive(ownerOf(found))) return false
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true
    throw error
  }
  if ((await textOf(aside)) !== found) await tryLink(aside, path)
  await rm(aside, { force: true })
  return true
}

/** Of a process on another machine, and of a file that is none of ours, nothing is known: they may live. */
function mayLive(owner: Owner | undefined): boolean {
  if (owner === undefined || owner.host !== hostname()) return true
  if (owner.pid === process.pid) return owner.instance === INSTANCE
  try {
    process.kill(owner.pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

function ownerOf(text: string): Owner | undefined {
  try {
    const { pid, host, instance } = JSON.parse(text) as Partial<Owner>
    const isOwner = Number.isSafeInteger(pid) && pid! > 0 && typeof host === 'string'
    return isOwner && typeof instance === 'string' ? { pid: pid!, host, instance } : undefined
  } catch {
    return undefined
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code

function locked(path: string, text: string | undefined, patience: number): CribError {
  const owner = ownerOf(text ?? '')
  const by = owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.host}`
  return new CribError(
    'trust-locked',
    `${path} has been held by ${by} for more than ${patience} ms. End that process, or delete the file where it no longer runs.`,
    { details: { file: path, pid: owner?.pid ?? null, host: owner?.host ?? null } },
  )
}
