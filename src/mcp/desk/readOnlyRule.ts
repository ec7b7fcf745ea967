import { compileFilter } from '../../tool/Filter.js'
import type { Tool } from '../../tool/Tool.js'

/** Who says that a tool only reads. */
export interface ReadOnlyRule {
  /** Globs of the user. */
  globs: readonly string[]
  /** What the globs match: a tool's own name, or `server/name`. */
  by: 'name' | 'id'
  /** Whether a server's own word on its tools (`readOnlyHint`) counts. */
  isTrusted: (server: string | undefined) => boolean
}

/** Whether a tool only reads, as far as the user said so or trusts who did. Throws `glob-invalid`. */
export function readOnlyRule({ globs, by, isTrusted }: ReadOnlyRule): (tool: Tool) => boolean {
  const isMarked = compileFilter({ include: globs })!
  return (tool) => {
    if (isMarked(by === 'id' ? tool : { ...tool, id: tool.name })) return true
    const { annotations } = tool.definition
    const hints = typeof annotations === 'object' && annotations !== null ? annotations : {}
    return isTrusted(tool.server) && 'readOnlyHint' in hints && hints.readOnlyHint === true
  }
}
