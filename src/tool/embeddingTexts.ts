import { findBoilerplate } from './boilerplate.js'
import { embeddingText } from './embeddingText.js'
import type { Tool } from './Tool.js'
import type { ToolFields } from './toolFields.js'

/** The embedded text of every tool, by position, without what its server repeats. `fields[i]` belongs to `tools[i]`. */
export function embeddingTexts(tools: readonly Tool[], fields: readonly ToolFields[]): string[] {
  const byServer = new Map<string | undefined, ToolFields[]>()
  for (const [position, { server }] of tools.entries()) {
    const list = byServer.get(server)
    if (list === undefined) byServer.set(server, [fields[position]!])
    else list.push(fields[position]!)
  }
  // Tools without a server have nobody who repeats himself.
  const boilerplates = new Map(
    [...byServer].map(([server, list]) => [server, findBoilerplate(server === undefined ? [] : list)]),
  )
  return tools.map(({ server }, position) => embeddingText(fields[position]!, boilerplates.get(server)!))
}
