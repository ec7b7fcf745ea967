import type { ToolSource } from 'toolcrib'
import { toolRows } from '../data/toolRows.js'
import type { KnownTool } from './taskFaults.js'

/** The tools of servers with the title that people see, from `title` or the annotations. */
export function knownTools(sources: readonly ToolSource[]): KnownTool[] {
  return sources.flatMap((source) => {
    const titles = new Map(source.tools.map((tool) => titleOf(tool)))
    return toolRows([source]).map(({ id, name, description }) => ({
      id,
      name,
      description,
      title: titles.get(name) ?? '',
    }))
  })
}

function titleOf(raw: unknown): [string, string] {
  const { name, title, annotations } = raw as {
    name: string
    title?: string
    annotations?: { title?: string }
  }
  return [name, title ?? annotations?.title ?? '']
}
