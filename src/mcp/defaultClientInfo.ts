import { readFileSync } from 'node:fs'

/** How toolcrib names itself to servers: its package's name and version. */
export function defaultClientInfo(): { name: string; version: string } {
  const { name, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return { name, version }
}
