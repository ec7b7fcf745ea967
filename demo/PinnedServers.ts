import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ServerEntry } from 'toolcrib/mcp'

/** How one server is started. */
export interface Recipe {
  /** File that `bin` of the package's package.json names. */
  bin: string
  args: readonly string[]
  env: Readonly<Record<string, string>>
}

/** Real servers whose packages are pinned in a folder with a lock file of its own. */
export interface PinnedServers {
  /** Absolute path of the folder with package.json and package-lock.json. */
  folder: string
  /** Absolute path of the ignored folder of everything that is written: lists, home, scratch. */
  cache: string
  /** Said before an install: what comes, and how large it is. */
  announcement: string
  /** By server key. */
  recipes: Readonly<Record<string, Recipe>>
  /** Files that servers want to see at their start, by path inside the scratch folder. */
  files: Readonly<Record<string, string>>
}

/** Absolute path of something in the checkout. */
export const atRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Where servers of a set are started, and may read and write. */
export const scratchOf = (cache: string): string => `${cache}/scratch`

/** The servers by key, started with this Node and with a home folder of their own. */
export function pinnedEntries({ folder, cache, recipes, files }: PinnedServers): Map<string, ServerEntry> {
  const [home, scratch] = [`${cache}/home`, scratchOf(cache)]
  for (const path of [home, scratch]) mkdirSync(path, { recursive: true })
  for (const [path, text] of Object.entries(files)) writeFileSync(`${scratch}/${path}`, text)
  const entries = Object.entries(recipes).map(([server, { bin, args, env }]): [string, ServerEntry] => [
    server,
    {
      transport: 'stdio',
      command: process.execPath,
      args: [`${folder}/node_modules/${bin}`, ...args],
      env: { HOME: home, USERPROFILE: home, ...env },
      cwd: scratch,
    },
  ])
  return new Map(entries)
}

/** Changes when the pinned packages do or the way they are started. SHA-256, hex. */
export function pinnedKey({ folder, cache, recipes }: PinnedServers): string {
  const ways = Object.entries(recipes).map(([server, { bin, args, env }]) => ({ server, bin, args, env }))
  // Absolute paths differ between checkouts and say nothing about the tools.
  const text = JSON.stringify(ways).replaceAll(JSON.stringify(scratchOf(cache)).slice(1, -1), '<scratch>')
  const lock = readFileSync(`${folder}/package-lock.json`, 'utf8')
  return createHash('sha256').update(lock).update(text).digest('hex')
}
