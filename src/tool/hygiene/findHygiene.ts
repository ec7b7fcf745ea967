import type { Catalog } from '../Catalog.js'
import type { Tool } from '../Tool.js'
import { type ToolFields, toolFields } from '../toolFields.js'
import { descriptionFindings } from './descriptionFindings.js'
import { duplicateFindings } from './duplicateFindings.js'
import { HYGIENE_RULES } from './HYGIENE_RULES.js'
import type { Found, HygieneFinding } from './HygieneFinding.js'
import { instructionFindings } from './instructionFindings.js'
import { nameClashes, nameFindings } from './nameFindings.js'
import { parameterFindings } from './parameterFindings.js'
import { schemaFindings } from './schemaFindings.js'

/** Options of `findHygiene`. */
export interface HygieneOptions {
  /** By tool id: why a validator did not take the schema, as `crib.validate` says it. Default: none was asked. */
  uncompiled?: ReadonlyMap<string, string>
}

/** Rules that look at one tool. */
const RULES: readonly ((tool: Tool, fields: ToolFields, names: ReadonlySet<string>) => Found[])[] = [
  descriptionFindings,
  parameterFindings,
  instructionFindings,
  nameFindings,
]

/**
 * What is worth mending in the definitions of a catalog, worth most first, ties by tool id. Says nothing of definitions that
 * the catalog has rejected.
 */
export function findHygiene(catalog: Catalog, { uncompiled }: HygieneOptions = {}): HygieneFinding[] {
  const names = new Set(catalog.tools.map(({ name }) => name))
  const single = catalog.tools.flatMap((tool) => {
    const fields = toolFields(tool)
    const found = RULES.flatMap((rule) => rule(tool, fields, names))
    return [...found, ...schemaFindings(tool, uncompiled?.get(tool.id))].map((one) => ({ ...one, tool }))
  })
  return [...single, ...duplicateFindings(catalog), ...nameClashes(catalog)]
    .map(findingOf)
    .sort((a, b) => b.worth - a.worth || compare(a.tool, b.tool) || compare(a.rule, b.rule))
}

const compare = (left: string, right: string) => (left === right ? 0 : left < right ? -1 : 1)

function findingOf({ tool, rule, what, extent = 1, others = [] }: Found & { tool: Tool }): HygieneFinding {
  const { weight, why, advice } = HYGIENE_RULES[rule]
  // A small extent is still worth half: the rule was broken.
  return {
    rule,
    server: tool.server ?? null,
    tool: tool.id,
    others,
    what,
    why,
    advice,
    worth: (weight * (1 + extent)) / 2,
  }
}
