import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a lock without a process id may be: its holder is between two system calls, or was killed there. */
const UNSIGNED_MS = 5000
const POLL_MS = 500

/** A lock that is held. */
export interface HeldLock {
  /** The lock also lives as long as this process does: an npm that outlives us still writes. */
  alsoHeldBy(pid: number): void
  release(): void
}

/**
 * Takes a lock between processes: making a folder is atomic, so one process gets it. A lock whose processes are all
 * dead is taken over.
 *
 * @param onWait Called when the waiting begins, and every 10 seconds.
 */
export async function takeProcessLock(folder: string, onWait: () => void): Promise<HeldLock> {
  for (let waits = 0; ; waits++) {
    if (tryMake(folder)) break
    if (isDead(folder)) {
      rmSync(folder, { recursive: true, force: true })
      continue
    }
    if (waits % (10_000 / POLL_MS) === 0) onWait()
    await sleep(POLL_MS)
  }
  const sign = (pid: number) => appendFileSync(`${folder}/pids`, `${pid}\n`)
  sign(process.pid)
  return { alsoHeldBy: sign, release: () => rmSync(folder, { recursive: true, force: true }) }
}

function tryMake(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isDead(folder: string): boolean {
  try {
    const pids = readFileSync(`${folder}/pids`, 'utf8').split('\n').filter(Boolean)
    return pids.length > 0 && !pids.some((pid) => isRunning(Number(pid)))
  } catch {
    const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs
    return made !== undefined && Date.now() - made > UNSIGNED_MS
  }
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks whether the process is there.
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
