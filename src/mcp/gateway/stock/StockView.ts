import { type Catalog, catalogSteps } from '../../../tool/Catalog.js'
import type { Steps } from '../../../tool/runSteps.js'
import type { ToolDefinition, ToolSource } from '../../../tool/Tool.js'
import type { HeldTool } from '../../../trust/judgeTools.js'
import { isAppOnly } from '../meta/toolHints.js'
import type { JudgedTools } from './Judge.js'
import type { KnownServer } from './KnownServer.js'

/** One server of a view. */
export interface StockServer extends Omit<KnownServer, 'tools' | 'entry'> {
  /** What may be handed out, in the order of its list. */
  tools: readonly ToolDefinition[]
  held: readonly HeldTool[]
}

/** What is known of all servers at one moment. Immutable. */
export interface StockView {
  /** By key, in the order of the configuration; servers of which nothing is known are missing. */
  servers: ReadonlyMap<string, StockServer>
  /** Sources of the catalog, for the engine. */
  sources: readonly ToolSource[]
  /** Every tool that models may call, named `<key>__<tool>`. */
  catalog: Catalog
  /** Names under which held tools would be listed, with their server and name. */
  held: ReadonlyMap<string, { server: string; name: string }>
}

/** What is known of one server, judged. */
export interface StockEntry {
  known: KnownServer
  judged: JudgedTools
}

/** Makes the view of what is known, a step for each tool. Throws `tool-invalid` for a key that no server can have. */
export function* viewSteps(entries: Iterable<StockEntry>): Steps<StockView> {
  const servers = new Map<string, StockServer>()
  const sources: ToolSource[] = []
  const withHeld: ToolSource[] = []
  for (const { known, judged } of entries) {
    const { tools: _, entry: __, ...rest } = known
    servers.set(known.key, { ...rest, tools: judged.allowed, held: judged.held })
    sources.push({ server: known.key, tools: judged.allowed.filter((tool) => !isAppOnly(tool)) })
    const held = judged.held.map(({ name }) => ({ name, inputSchema: { type: 'object' } }))
    withHeld.push({ server: known.key, tools: held })
  }
  return {
    servers,
    sources,
    catalog: yield* catalogSteps(sources, 'skip', 'always'),
    held: heldNames(yield* catalogSteps(withHeld, 'skip', 'always')),
  }
}

function heldNames({ tools, wireName }: Catalog): Map<string, { server: string; name: string }> {
  return new Map(tools.map(({ id, server, name }) => [wireName(id), { server: server!, name }]))
}
