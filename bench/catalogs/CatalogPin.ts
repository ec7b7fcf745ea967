import { readFileSync } from 'node:fs'
import { contentHash, type ToolSource } from 'toolcrib'
import { atRoot } from '../../demo/PinnedServers.js'

/** What one server listed when its tasks were written: a row of datasets/servers/catalogs.json. */
export interface CatalogPin {
  package: string
  version: string
  tools: number
  /** SHA-256 of the canonical JSON of its tools, sorted by name; hex. */
  sha256: string
}

/** Absolute path of the committed pins. */
export const CATALOGS_FILE = atRoot('datasets/servers/catalogs.json')

/** The committed pins, by server key. */
export function readPins(): Record<string, CatalogPin> {
  return JSON.parse(readFileSync(CATALOGS_FILE, 'utf8')) as Record<string, CatalogPin>
}

/** Hash of a list, whatever the order of its tools. SHA-256, hex. */
export function listHash({ tools }: ToolSource): string {
  const nameOf = (tool: unknown) => (tool as { name: string }).name
  return contentHash([...tools].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)))
}

/** In words, how lists differ from their pins; empty where they are what the tasks were written for. */
export function pinFaults(
  sources: readonly ToolSource[],
  pins: Readonly<Record<string, CatalogPin>>,
): string[] {
  const found = new Map(sources.map((source) => [source.server ?? '', source]))
  const absent = Object.keys(pins).filter((server) => !found.has(server))
  return [
    ...absent.map((server) => `${server} was not listed`),
    ...[...found].flatMap(([server, source]) => {
      const pin = pins[server]
      if (pin === undefined) return [`${server} is not in catalogs.json`]
      const hash = listHash(source)
      if (hash === pin.sha256) return []
      return [
        `${server} lists ${source.tools.length} tools with hash ${hash.slice(0, 12)} instead of ${pin.tools} with ${pin.sha256.slice(0, 12)}`,
      ]
    }),
  ]
}
