import type { ToolSource } from '../tool/Tool.js'

/** Sources of a labelled set, and what was changed in them. */
export interface RankableSources {
  sources: ToolSource[]
  /** Ids of the tools whose schema was mended, in the order of the file. */
  mended: string[]
}

/**
 * Makes schemas rankable that no provider would take: sets of other people's tools write `dict` for a root of type
 * `object`, and a labelled set is ranked, never sent. Another root type becomes `object`, so that the parameters are
 * still ranked on; a schema that is no object is left out.
 */
export function rankableSources(sources: readonly ToolSource[]): RankableSources {
  const mended: string[] = []
  const mend = (tool: unknown, id: string | undefined) => {
    const fit = mendSchema(tool)
    if (fit !== tool) mended.push(id ?? '?')
    return fit
  }
  return {
    sources: sources.map((source) => ({
      ...source,
      tools: source.tools.map((tool, index) => mend(tool, source.ids?.[index])),
    })),
    mended,
  }
}

function mendSchema(tool: unknown): unknown {
  if (!isObject(tool) || tool['inputSchema'] === undefined) return tool
  const { inputSchema: schema, ...rest } = tool
  if (!isObject(schema)) return rest
  return schema['type'] === undefined || schema['type'] === 'object'
    ? tool
    : { ...rest, inputSchema: { ...schema, type: 'object' } }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
