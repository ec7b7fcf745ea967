import type { Tool } from '../Tool.js'

/** Tools by a key, in the order of the first of each group. */
export function groupTools(tools: readonly Tool[], key: (tool: Tool) => string): Tool[][] {
  const groups = new Map<string, Tool[]>()
  for (const tool of tools) {
    const group = groups.get(key(tool))
    if (group === undefined) groups.set(key(tool), [tool])
    else group.push(tool)
  }
  return [...groups.values()]
}
