/*
 * Process groups of the servers that run now. A group leader does not get the terminal's Ctrl-C and outlives a parent
 * that dies of a signal, so as long as one runs this module ends them together with this process.
 */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const groups = new Set<number>()

/** Registers the group led by `pid`; it is killed when this process exits or dies of SIGINT, SIGTERM or SIGHUP. */
export function trackGroup(pid: number): void {
  if (groups.size === 0) {
    process.on('exit', killGroups)
    for (const signal of SIGNALS) process.on(signal, onSignal)
  }
  groups.add(pid)
}

/** Forgets a group that is gone. */
export function untrackGroup(pid: number): void {
  if (groups.delete(pid) && groups.size === 0) removeHandlers()
}

/** Sends `signal` to every process of the group; 0 only asks. False where none is left. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    // Windows knows no process groups: there the child alone is reached.
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
    return true
  } catch {
    return false
  }
}

function removeHandlers(): void {
  process.removeListener('exit', killGroups)
  for (const signal of SIGNALS) process.removeListener(signal, onSignal)
}

function killGroups(): void {
  for (const pid of groups) signalGroup(pid, 'SIGKILL')
}

function onSignal(signal: NodeJS.Signals): void {
  killGroups()
  removeHandlers()
  groups.clear()
  // Having a listener switched the default off; where ours was the only one, the signal must still end the process.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
}
