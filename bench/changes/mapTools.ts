import type { ToolSource } from 'toolcrib'

/** A definition as it was sent: `name` is a string where it is valid. */
export type RawTool = Readonly<Record<string, unknown>>

/** The sources with every tool replaced. Ids stay what they were, whatever the new names are; `at` counts over all sources. */
export function mapTools(
  sources: readonly ToolSource[],
  replace: (tool: RawTool, at: number) => RawTool,
): ToolSource[] {
  let at = 0
  return sources.map((source) => ({
    ...source,
    ids: source.tools.map((tool, place) => source.ids?.[place] ?? idOf(source, tool as RawTool)),
    tools: source.tools.map((tool) => replace(tool as RawTool, at++)),
  }))
}

function idOf({ server }: ToolSource, { name }: RawTool): string {
  return server === undefined ? String(name) : `${server}/${String(name)}`
}
