import {
  catalogDigest,
  createCatalog,
  loadTokenCounter,
  type TokenCounter,
  type ToolSource,
  terms,
} from 'toolcrib'
import { seededRandom } from 'toolcrib/eval'
import { type DigestEntry, digestEntries } from '../data/digestEntries.js'

/** What digests of catalogs of one size show, as means over the catalogs. */
export interface DigestRow {
  /** Servers in each catalog. */
  servers: number
  catalogs: number
  tools: number
  tokens: number
  mostTokens: number
  /** Share of the servers that are named. */
  named: number
  /** Share of the tools that have a word of their server's objects in their name. */
  hinted: number
}

/** All figures of the suite. */
export interface DigestFigures {
  maxTokens: number
  rows: DigestRow[]
  /** The digest of all servers together, to be read. */
  together: string
}

/** Servers in the catalogs that are drawn, and how many are drawn of each. */
const SIZES = [2, 5, 10, 20, 40]
const DRAWN = 20

/** What the digests of real servers show: each alone, drawn together (seed 1), and all of them. */
export async function digestSuite(sources: readonly ToolSource[], maxTokens: number): Promise<DigestFigures> {
  const counter = await loadTokenCounter('o200k_base')
  const random = seededRandom(1)
  const drawn = SIZES.filter((size) => size < sources.length).map((size) =>
    Array.from({ length: DRAWN }, () => draw(sources, size, random)),
  )
  const groups = [sources.map((source) => [source]), ...drawn, [sources]]
  const together = catalogDigest(createCatalog(sources, 'skip'), { counter, maxTokens })
  return { maxTokens, rows: groups.map((group) => rowOf(group, { counter, maxTokens })), together }
}

function draw(sources: readonly ToolSource[], size: number, random: () => number): ToolSource[] {
  const left = [...sources]
  return Array.from({ length: size }, () => left.splice(random() % left.length, 1)[0]!)
}

function rowOf(
  catalogs: readonly (readonly ToolSource[])[],
  { counter, maxTokens }: { counter: TokenCounter; maxTokens: number },
): DigestRow {
  const all = catalogs.map((sources) => {
    const catalog = createCatalog(sources, 'skip')
    const digest = catalogDigest(catalog, { counter, maxTokens })
    const entries = new Map(
      digestEntries(digest).flatMap((entry) => entry.servers.map((server) => [server, entry] as const)),
    )
    const hinted = catalog.tools.filter(({ server, name }) => {
      const objects = entryOf(entries, server!)?.objects ?? []
      const stems = new Set(objects.flatMap((object) => terms(object).map(({ stem }) => stem)))
      return terms(name).some(({ stem }) => stems.has(stem))
    })
    return {
      tools: catalog.tools.length,
      tokens: counter.count(digest),
      named:
        catalog.servers.filter((server) => entryOf(entries, server) !== undefined).length /
        catalog.servers.length,
      hinted: hinted.length / catalog.tools.length,
    }
  })
  const mean = (key: 'tools' | 'tokens' | 'named' | 'hinted') =>
    all.reduce((sum, one) => sum + one[key], 0) / all.length
  return {
    servers: catalogs[0]!.length,
    catalogs: catalogs.length,
    tools: mean('tools'),
    tokens: mean('tokens'),
    mostTokens: Math.max(...all.map(({ tokens }) => tokens)),
    named: mean('named'),
    hinted: mean('hinted'),
  }
}

/** The entry of a server by its name in full, or without the words that a short name leaves out. */
function entryOf(entries: ReadonlyMap<string, DigestEntry>, server: string): DigestEntry | undefined {
  const words = server.match(/[\p{L}\p{N}]+/gu) ?? []
  const short = words.filter((word) => !/^(?:mcp|server)$/i.test(word))
  const distinct = short.filter((word, at) => word !== short[at - 1])
  return entries.get(words.join('-')) ?? entries.get(distinct.join('-'))
}
