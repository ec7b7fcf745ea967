import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Absolute path of a file of the public data beside the checkout (`../shared`, or the folder that the environment
 * variable TOOLCRIB_SHARED names), or undefined where it is absent.
 */
export function sharedPath(relative: string): string | undefined {
  const root = process.env['TOOLCRIB_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url))
  const path = `${root}/${relative}`
  return existsSync(path) ? path : undefined
}
