import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Absolute path of a file in the shared material beside the checkout, or undefined where it is absent. */
export function sharedPath(relative: string): string | undefined {
  const root = process.env.TOOLCRIB_SHARED ?? fileURLToPath(new URL('../../shared', import.meta.url))
  const path = `${root}/${relative}`
  return existsSync(path) ? path : undefined
}
