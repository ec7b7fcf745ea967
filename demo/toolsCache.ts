import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Capture } from './capturePinned.js'

/** What is kept of a capture. */
export type CachedCapture = Pick<Capture, 'sources' | 'servers'>

/** What `file` holds under `key`; undefined when it is absent, cut short or of another key. */
export function readToolsCache(file: string, key: string): CachedCapture | undefined {
  try {
    const cached = JSON.parse(readFileSync(file, 'utf8')) as CachedCapture & { key: string }
    return cached.key === key ? { sources: cached.sources, servers: cached.servers } : undefined
  } catch {
    return undefined
  }
}

/** Keeps a capture under `key`. Does nothing where the file cannot be written: a read-only checkout lists anew. */
export function writeToolsCache(file: string, cached: CachedCapture & { key: string }): void {
  // A reader sees the old file or the new one, never half of one.
  const draft = `${file}.${process.pid}`
  try {
    writeFileSync(draft, JSON.stringify(cached))
    renameSync(draft, file)
  } catch {
    // The capture itself is at hand; only the next run has to list again.
  }
}
