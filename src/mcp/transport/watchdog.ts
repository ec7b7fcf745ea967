import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Ends groups of which it was told once its input ends, as it does when this process is killed: SIGTERM after a second that
 * servers have to notice the end of their own input, SIGKILL after another. A shell needs a thousandth of the memory of Node.
 */
const SCRIPT = `groups=
while read -r sign group; do
  rest=
  for one in $groups; do [ "$one" = "$group" ] || rest="$rest $one"; done
  groups=$rest
  [ "$sign" = - ] || groups="$groups $group"
done
for signal in TERM KILL; do
  [ -n "$groups" ] || exit 0
  sleep 1
  for one in $groups; do kill -s $signal -- "-$one" 2>/dev/null; done
done
exit 0`

const guarded = new Set<number>()
let dog: ChildProcess | undefined

/**
 * Has the process group of a server ended should this process be killed by SIGKILL, when no code of its own can run any
 * more. Nothing happens on Windows, and where there is no shell: servers that end with their input end then all the same.
 */
export function guardGroup(pid: number): void {
  if (process.platform === 'win32') return
  guarded.add(pid)
  // The one before may have been ended: the next has to know of all.
  const untold = dog === undefined ? guarded : [pid]
  dog ??= startDog()
  for (const one of untold) tell('+', one)
}

/** The group is gone: its id may be another's soon. */
export function releaseGroup(pid: number): void {
  guarded.delete(pid)
  tell('-', pid)
}

function tell(sign: '+' | '-', pid: number): void {
  if (dog?.stdin?.writable) dog.stdin.write(`${sign} ${pid}\n`)
}

/** Undefined where this system cannot start it now: no server is to fail for want of a watchdog. */
function startDog(): ChildProcess | undefined {
  // A group of its own, so that what ends this process does not end it; what it was handed must not keep us alive.
  const child = started()
  child?.on('error', () => {})
  child?.stdin?.on('error', () => {})
  child?.once('exit', () => {
    if (dog === child) dog = undefined
  })
  child?.unref()
  // A pipe of a child is a socket, whatever its type says. Without one more file it is not there.
  Reflect.get(child?.stdin ?? {}, 'unref')?.call(child?.stdin)
  return child
}

function started(): ChildProcess | undefined {
  try {
    return spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  } catch {
    return undefined
  }
}
