import type { ToolSource } from 'toolcrib'
import { Draw } from '../attacks/Draw.js'
import { type ToolRow, toolRows } from './toolRows.js'

const SEED = 21

/** Server of definitions that name none. */
const NO_SERVER = 'other'

/** One definition, with the server that it came from. */
export interface PooledTool {
  server: string
  tool: Readonly<Record<string, unknown>>
}

/** Every definition of the sources whose name and description together are like no other's, in a seeded order. */
export function pooledTools(sources: readonly ToolSource[]): PooledTool[] {
  const seen = new Set<string>()
  const pool = sources.flatMap((source) =>
    source.tools.flatMap((raw): PooledTool[] => {
      const [row] = toolRows([{ tools: [raw] }])
      if (row === undefined || seen.has(textOf(row))) return []
      seen.add(textOf(row))
      return [{ server: source.server ?? NO_SERVER, tool: raw as PooledTool['tool'] }]
    }),
  )
  return new Draw(SEED).shuffled(pool)
}

/**
 * A catalog of exactly so many tools, a server each source: real definitions as far as they go, then ones that are joined
 * from the halves of two real descriptions, so that none repeats another. The first of a larger catalog are the smaller one.
 *
 * @param size - tools, 1 or more
 */
export function sizedCatalog(pool: readonly PooledTool[], size: number): ToolSource[] {
  const servers = new Map<string, Map<string, PooledTool['tool']>>()
  const draw = new Draw(SEED + 1)
  let count = 0
  for (let at = 0; count < size; at++) {
    const { server, tool } = at < pool.length ? pool[at]! : joined(pool, at, draw)
    const tools = servers.get(server) ?? new Map<string, PooledTool['tool']>()
    servers.set(server, tools)
    const name = String(tool['name'])
    if (tools.has(name)) continue
    tools.set(name, tool)
    count += 1
  }
  return [...servers].map(([server, tools]) => ({ server, tools: [...tools.values()] }))
}

/** The beginning of one tool and the end of another, drawn; its server is one of its own round. */
function joined(pool: readonly PooledTool[], at: number, draw: Draw): PooledTool {
  const { server, tool } = pool[at % pool.length]!
  const other = pool[draw.below(pool.length)]!.tool
  const round = Math.floor(at / pool.length) + 1
  const [words, others] = [wordsOf(tool), wordsOf(other)]
  const description = [
    ...words.slice(0, Math.ceil(words.length / 2)),
    ...others.slice(Math.floor(others.length / 2)),
  ].join(' ')
  const inputSchema = other['inputSchema'] ?? { type: 'object' }
  return {
    server: `${server} ${round}`,
    tool: { name: `${String(tool['name'])}_${at}`, description, inputSchema },
  }
}

function wordsOf({ description }: PooledTool['tool']): string[] {
  return String(description ?? '').split(/\s+/)
}

function textOf({ name, description }: ToolRow): string {
  return `${name}\n${description}`
}
