import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Results by name: what a run that was stopped has finished is not made again. Only plain JSON data can be kept. */
export interface BenchStore {
  /** What stands under `name`, or what `make` gives, which then stands there. */
  keep<Result>(name: string, make: () => Promise<Result>): Promise<Result>
}

/**
 * A store in a folder, one file a name; results of a `make` that throws are not kept.
 *
 * @param folder - undefined: in memory alone, for suites of one run that share results
 */
export function openStore(folder: string | undefined): BenchStore {
  const kept = new Map<string, Promise<unknown>>()
  return {
    keep<Result>(name: string, make: () => Promise<Result>): Promise<Result> {
      const known = kept.get(name) as Promise<Result> | undefined
      if (known !== undefined) return known
      const result = folder === undefined ? make() : onDisk(`${folder}/${fileName(name)}`, make)
      kept.set(name, result)
      result.catch(() => kept.delete(name))
      return result
    },
  }
}

async function onDisk<Result>(file: string, make: () => Promise<Result>): Promise<Result> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Result
  const result = await make()
  const text = JSON.stringify(result)
  mkdirSync(file.slice(0, file.lastIndexOf('/')), { recursive: true })
  // A run that is stopped here leaves no half of a file.
  writeFileSync(`${file}.${process.pid}`, text)
  renameSync(`${file}.${process.pid}`, file)
  // What the next run will read, so that both see the same: JSON leaves out members that are undefined.
  return JSON.parse(text) as Result
}

/** Readable, and different for different names. */
function fileName(name: string): string {
  const readable = name
    .replace(/[^a-zA-Z0-9.+]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)
  return `${readable}.${createHash('sha256').update(name).digest('hex').slice(0, 8)}.json`
}
