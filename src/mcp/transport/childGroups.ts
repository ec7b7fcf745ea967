/*
 * Process groups of the servers that run now. A group leader does not get the terminal's Ctrl-C and outlives a parent
 * that dies of a signal, so as long as one runs this module ends them together with this process. A SIGKILL leaves that to
 * the watchdog.
 */
import { guardGroup, releaseGroup } from './watchdog.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const groups = new Set<number>()

/**
 * Registers the group led by `pid`; it is killed when this process exits or dies of SIGINT, SIGTERM or SIGHUP. A signal
 * that the program listens for itself is left to it.
 */
export function trackGroup(pid: number): void {
  if (groups.size === 0) {
    process.on('exit', killGroups)
    for (const signal of SIGNALS) process.on(signal, onSignal)
  }
  groups.add(pid)
  guardGroup(pid)
}

/** Forgets a group that is gone. */
export function untrackGroup(pid: number): void {
  if (!groups.delete(pid)) return
  releaseGroup(pid)
  if (groups.size === 0) removeHandlers()
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
  for (const pid of groups) {
    signalGroup(pid, 'SIGKILL')
    // Nothing is left to watch: the ids may be others' before the watchdog looks.
    releaseGroup(pid)
  }
}

function onSignal(signal: NodeJS.Signals): void {
  // Who has a listener of his own decides what the signal means, to read settings anew or to end in good order. Where that
  // ends the process, its exit ends the groups.
  if (process.listenerCount(signal) - 1 > onlookers()) return
  killGroups()
  removeHandlers()
  groups.clear()
  // Having a listener switched the default off; where ours was the only one, the signal must still end the process.
  process.kill(process.pid, signal)
}

/** Listeners of the package signal-exit, which many programs have: they act only once no other listener is left. */
function onlookers(): number {
  const emitters = [
    Reflect.get(globalThis, Symbol.for('signal-exit emitter')),
    Reflect.get(process, '__signal_exit_emitter__'),
  ]
  return emitters.reduce((sum, emitter) => sum + (Number(emitter?.count) || 0), 0)
}
