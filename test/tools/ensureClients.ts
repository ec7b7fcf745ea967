import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { installFolder } from '../../demo/installFolder.js'

const atRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Folder of the pinned packages, with a lock file of its own. */
const FOLDER = atRoot('test/tools/clients')

/** Real clients of MCP, and mcp-proxy, as installed. */
export interface InstalledClients {
  /** Absolute path of the program that a package is run by. */
  script(name: string): string
  /** Address to import a package by, or the part of it that `path` names in its `exports`. */
  module(name: string, path?: string): string
}

/** Installs the pinned clients where they are not there yet (231 MB on disk). */
export async function ensureClients(): Promise<InstalledClients> {
  await installFolder({
    folder: FOLDER,
    lockPath: atRoot('.cache/test-tools/clients.lock'),
    announcement: 'Installing five MCP clients and mcp-proxy (231 MB, once) ...',
    onProgress: () => undefined,
  })
  return {
    script: (name) => `${FOLDER}/node_modules/${name}/${binOf(name)}`,
    module: (name, path = '.') => pathToFileURL(`${FOLDER}/node_modules/${name}/${entryOf(name, path)}`).href,
  }
}

interface Manifest {
  bin?: string | Record<string, string>
  exports?: Record<string, { import?: string | { default?: string } }>
}

function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(`${FOLDER}/node_modules/${name}/package.json`, 'utf8')) as Manifest
}

function binOf(name: string): string {
  const { bin } = manifestOf(name)
  const path = typeof bin === 'object' ? (bin[name] ?? Object.values(bin)[0]) : bin
  if (path === undefined || !existsSync(`${FOLDER}/node_modules/${name}/${path}`))
    throw new Error(`${name} has no program: its package.json says ${JSON.stringify(bin)}.`)
  return path
}

function entryOf(name: string, part: string): string {
  const entry = manifestOf(name).exports?.[part]?.import
  const path = typeof entry === 'object' ? entry.default : entry
  if (path === undefined)
    throw new Error(`${name} cannot be imported: its package.json names no module ${part}.`)
  return path
}
