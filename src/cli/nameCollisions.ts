import type { Tool } from '../tool/Tool.js'

/** One tool name that several tools have: a model that sees plain names could not tell them apart. */
export interface NameCollision {
  name: string
  /** In code unit order; two or more. */
  ids: string[]
}

/** Names that more than one tool has, most shared first, ties by name. */
export function nameCollisions(tools: readonly Tool[]): NameCollision[] {
  const byName = new Map<string, string[]>()
  for (const { name, id } of tools) byName.set(name, [...(byName.get(name) ?? []), id])
  return [...byName]
    .filter(([, ids]) => ids.length > 1)
    .map(([name, ids]) => ({ name, ids: ids.sort() }))
    .sort((a, b) => b.ids.length - a.ids.length || (a.name < b.name ? -1 : 1))
}
