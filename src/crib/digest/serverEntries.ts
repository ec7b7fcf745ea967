import type { Catalog } from '../../tool/Catalog.js'
import type { Tool } from '../../tool/Tool.js'
import { plainWords } from './plainWords.js'

/** One server of a digest, or several whose names begin alike. */
export interface ServerEntry {
  /** As it is shown. */
  label: string
  /** Words of the names, which are no news among its objects. */
  words: string[]
  /** How many servers it stands for, 1 or more. */
  servers: number
  tools: readonly Tool[]
}

/** Most words of a server's name that are shown. */
const MAX_NAME_WORDS = 6
/** Shown for tools without a server, and for names without a letter or digit. */
const NAMELESS = 'tools'

/** The servers of a catalog by shown name, in code unit order; servers whose names look alike are one entry. */
export function serverEntries({ tools }: Pick<Catalog, 'tools'>): ServerEntry[] {
  const entries = new Map<string, { words: string[]; keys: Set<string | undefined>; tools: Tool[] }>()
  for (const tool of tools) {
    const words = plainWords((tool.server ?? '').slice(0, 256)).slice(0, MAX_NAME_WORDS)
    const label = words.join('-') || NAMELESS
    const entry = entries.get(label) ?? { words, keys: new Set(), tools: [] }
    entry.keys.add(tool.server)
    entry.tools.push(tool)
    entries.set(label, entry)
  }
  return [...entries]
    .map(([label, { words, keys, tools: own }]) => ({ label, words, servers: keys.size, tools: own }))
    .sort((a, b) => (a.label < b.label ? -1 : 1))
}

/** Words that tell no server from another. */
const COMMON = /^(?:mcp|server)$/i

/** Entries without repeated words and those that most names have, such as `mcp`, where that leaves a name that is no other's. */
export function shortenEntries(entries: readonly ServerEntry[]): ServerEntry[] {
  const shorts = entries.map(({ words }) =>
    words.filter((word) => !COMMON.test(word)).filter((word, at, rest) => word !== rest[at - 1]),
  )
  const counts = new Map<string, number>()
  for (const label of [...entries.map(({ label }) => label), ...shorts.map((words) => words.join('-'))])
    counts.set(label, (counts.get(label) ?? 0) + 1)
  return entries
    .map((entry, at) => {
      const label = shorts[at]!.join('-')
      return label === '' || counts.get(label)! > 1 ? entry : { ...entry, label, words: shorts[at]! }
    })
    .sort((a, b) => (a.label < b.label ? -1 : 1))
}

/** Entries whose names begin with the same words as one: `aws-ec2` and `aws-s3` become `aws-{ec2, s3}`. */
export function groupEntries(entries: readonly ServerEntry[]): ServerEntry[] {
  const groups = new Map<string, ServerEntry[]>()
  for (const entry of entries) {
    const first = entry.words[0] ?? ''
    const group = groups.get(first)
    if (group === undefined) groups.set(first, [entry])
    else group.push(entry)
  }
  return [...groups.values()].flatMap((group) => joined(group) ?? group)
}

/** Undefined where braces would save nothing: fewer than two names go on behind what they share. */
function joined(group: readonly ServerEntry[]): ServerEntry | undefined {
  const [first, ...others] = group.map(({ words }) => words)
  let shared = 1
  while (others.every((words) => words[shared] === first![shared]) && first![shared] !== undefined) shared++
  const rests = group.map(({ words }) => words.slice(shared).join('-')).filter((rest) => rest !== '')
  if (rests.length < 2) return undefined
  const prefix = first!.slice(0, shared).join('-')
  // A name that is all prefix would have nothing left inside the braces.
  const alone = rests.length < group.length ? `${prefix}, ` : ''
  return {
    label: `${alone}${prefix}-{${rests.join(', ')}}`,
    words: group.flatMap(({ words }) => words),
    servers: group.reduce((sum, { servers }) => sum + servers, 0),
    tools: group.flatMap(({ tools }) => tools),
  }
}
