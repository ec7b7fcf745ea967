import { contentHash } from '../../hash.js'
import { terms } from '../../text/terms.js'
import type { Catalog } from '../Catalog.js'
import type { Tool } from '../Tool.js'
import { groupTools } from './groupTools.js'
import type { Found } from './HygieneFinding.js'
import { cut } from './schemaParts.js'

/** A text of fewer terms ("Runs a query") may rightly stand on two tools. */
const MIN_TERMS = 4

/** A finding about a tool and others. */
type Shared = Found & { tool: Tool }

/**
 * Tools of several servers that say the very same and take the same, and tools that differ, by name at least, but describe
 * themselves in the same words.
 */
export function duplicateFindings({ tools }: Catalog): Shared[] {
  const described = tools.filter((tool) => terms(tool.definition.description ?? '').length >= MIN_TERMS)
  return groupsBy(described, textOf).flatMap((group) => {
    // One server that gives two tools one definition means two things by them; two servers hardly do.
    const copies = groupsBy(group, schemaKey)
      .map((same) => groupTools(same, serverOf).map(([first]) => first!))
      .flatMap(([tool, ...others]) => shared('duplicate-tool', tool!, others))
    const alike = groupsBy(group, serverOf).flatMap(([tool, ...others]) =>
      shared('same-description', tool!, others),
    )
    return [...copies, ...alike]
  })
}

function shared(rule: 'duplicate-tool' | 'same-description', tool: Tool, others: readonly Tool[]): Shared[] {
  if (others.length === 0) return []
  const have =
    rule === 'duplicate-tool'
      ? 'servers have this tool, with the same parameters'
      : 'tools have this description'
  const what = `${others.length + 1} ${have}: "${cut(tool.definition.description ?? '', 100)}"`
  return [{ rule, what, tool, others: others.map(({ id }) => id) }]
}

/** Groups of two or more. */
function groupsBy(tools: readonly Tool[], key: (tool: Tool) => string): Tool[][] {
  return groupTools(tools, key).filter((group) => group.length > 1)
}

const textOf = ({ definition }: Tool) =>
  (definition.description ?? '').replace(/\s+/g, ' ').trim().toLowerCase()
const schemaKey = ({ definition }: Tool) => contentHash(definition.inputSchema ?? {})
const serverOf = ({ server }: Tool) => server ?? ''
