import { posix, win32 } from 'node:path'

/** What the place of a user's state depends on. */
export interface StatePlace {
  env: Readonly<Record<string, string | undefined>>
  platform: NodeJS.Platform
  /** The user's home folder. */
  home: string
}

/**
 * The file that keeps the trusted definitions: `toolcrib/trust.json` under `XDG_STATE_HOME` where that is an absolute path
 * (XDG Base Directory Specification 0.8, which says to ignore others), else under the system's own place:
 * `~/.local/state`, on macOS `~/Library/Application Support`, on Windows `%LOCALAPPDATA%`.
 */
export function trustFileOf(place: StatePlace): string {
  const { join } = pathOf(place)
  return join(stateFolder(place), 'toolcrib', 'trust.json')
}

function stateFolder(place: StatePlace): string {
  const { env, platform, home } = place
  const { isAbsolute, join } = pathOf(place)
  const xdg = env['XDG_STATE_HOME'] ?? ''
  if (isAbsolute(xdg)) return xdg
  if (platform === 'darwin') return join(home, 'Library', 'Application Support')
  if (platform === 'win32') return env['LOCALAPPDATA'] || join(home, 'AppData', 'Local')
  return join(home, '.local', 'state')
}

const pathOf = ({ platform }: StatePlace) => (platform === 'win32' ? win32 : posix)
