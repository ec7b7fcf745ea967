import type { Tool } from '../Tool.js'
import type { Found } from './HygieneFinding.js'
import { schemaFaults } from './schemaFaults.js'

/** Some 2,000 tokens. */
const HUGE_CHARACTERS = 8_000
const HUGEST_CHARACTERS = 40_000

/** Faults of one schema that are written out. */
const SHOWN = 3

/** What is wrong with a tool's schema as a whole. `uncompiled`: why a validator did not take it, where one was asked. */
export function schemaFindings(tool: Tool, uncompiled: string | undefined): Found[] {
  const { inputSchema } = tool.definition
  if (inputSchema === undefined) return [{ rule: 'schema-missing', what: 'It has no inputSchema.' }]
  const { broken, refused } = schemaFaults(inputSchema)
  const all =
    broken.length === 0 && uncompiled !== undefined ? [`It cannot be compiled: ${uncompiled}`] : broken
  return [
    ...(all.length > 0 ? [{ rule: 'schema-broken', what: sentences(all) } as const] : []),
    ...(refused.length > 0 ? [{ rule: 'schema-refused', what: sentences(refused) } as const] : []),
    ...huge(JSON.stringify(inputSchema).length),
  ]
}

function sentences(faults: readonly string[]): string {
  const more = faults.length - SHOWN
  return [...faults.slice(0, SHOWN), ...(more > 0 ? [`And ${more} more.`] : [])].join(' ')
}

function huge(characters: number): Found[] {
  if (characters <= HUGE_CHARACTERS) return []
  const extent = Math.min(1, (characters - HUGE_CHARACTERS) / (HUGEST_CHARACTERS - HUGE_CHARACTERS))
  return [{ rule: 'schema-huge', what: `Its inputSchema has ${characters} characters.`, extent }]
}
