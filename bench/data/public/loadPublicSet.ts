import { basename, resolve } from 'node:path'
import { parseToolsFile } from 'toolcrib'
import { checkGold, parseQueries } from 'toolcrib/eval'
import type { BenchSet } from '../BenchSet.js'
import { readText } from '../readText.js'
import { META_TOOL_FILES, metaToolRows } from './metaTool.js'
import { MTEB_FILES, mtebRows } from './mteb.js'
import type { SetRows } from './SetRows.js'
import { TOOL_BENCH_FILES, toolBenchRows } from './toolBench.js'
import { TOOL_RET_FILES, toolRetRows } from './toolRet.js'

/** A public set in its own format. */
export interface PublicSet {
  format: PublicFormat
  /** Folder with its files; see docs/public-sets.md. */
  folder: string
}

const LOADERS = {
  mteb: (folder: string) => read(folder, MTEB_FILES).then(mtebRows),
  metatool: (folder: string) => read(folder, META_TOOL_FILES).then(metaToolRows),
  toolret: (folder: string) => read(folder, TOOL_RET_FILES).then(toolRetRows),
  toolbench: (folder: string) => read(folder, TOOL_BENCH_FILES).then(toolBenchRows),
} as const

/** Name of a format that public sets come in. */
export type PublicFormat = keyof typeof LOADERS

/** Names of all of them, as options are called. */
export const PUBLIC_FORMATS = Object.keys(LOADERS) as PublicFormat[]

/** Reads a public set. Throws `file-unreadable`, `file-malformed`, `tools-empty` or `eval-invalid`. */
export async function loadPublicSet({ format, folder }: PublicSet): Promise<BenchSet> {
  const rows: SetRows = await LOADERS[format](folder)
  const sources = parseToolsFile(lines(rows.tools), folder)
  const queries = parseQueries(lines(rows.queries), folder)
  const ids = new Set(rows.tools.map(({ id }) => id))
  checkGold(queries, (id) => ids.has(id))
  return { name: basename(resolve(folder)), sources, queries }
}

async function read<Name extends string>(
  folder: string,
  files: Readonly<Record<Name, string>>,
): Promise<Record<Name, string>> {
  const names = Object.keys(files) as Name[]
  const texts = await Promise.all(names.map((name) => readText(`${folder}/${files[name]}`)))
  return Object.fromEntries(names.map((name, at) => [name, texts[at]])) as Record<Name, string>
}

function lines(rows: readonly object[]): string {
  return rows.map((row) => JSON.stringify(row)).join('\n')
}
