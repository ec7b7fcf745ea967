import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** What results depend on. */
export interface RunInputs {
  /** Folder that paths are taken relative to, so that two checkouts of one state have one key. */
  root: string
  /** Files and folders below `root`; those that are absent count as absent. */
  paths: readonly string[]
  /** Everything else: options, versions, what is there. */
  options: Readonly<Record<string, unknown>>
}

/** Folders that hold what is installed or made of results, never what results are made from. */
const SKIPPED = new Set(['node_modules', '.cache', 'baselines'])

/** A name for results: 16 hex digits of the SHA-256 of code, data and options. Equal inputs give equal keys. */
export function runKey({ root, paths, options }: RunInputs): string {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesIn(join(root, path))) {
      hash.update(`${relative(root, file).replaceAll(sep, '/')}\0`)
      hash.update(createHash('sha256').update(readFileSync(file)).digest())
    }
  }
  return hash.update(JSON.stringify(options)).digest('hex').slice(0, 16)
}

/** Files of a folder in the order of their paths; a file itself; nothing where nothing is. */
function filesIn(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (!stat.isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => !SKIPPED.has(name))
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}
