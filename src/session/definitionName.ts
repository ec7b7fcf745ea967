import { parseSource } from '../tool/parseSource.js'

/** Most characters of definitions whose names are remembered; beyond, memory begins anew. */
const MAX_REMEMBERED = 8_000_000

/** A session's definitions come back at every turn, and reading them anew would take longer than a selection. */
const remembered = new Map<string, string>()
let characters = 0

/** The name of a tool definition as `JSON.stringify` writes it; undefined for a text that could not have been handed out. */
export function definitionName(json: string): string | undefined {
  const known = remembered.get(json)
  if (known !== undefined) return known
  const name = nameIn(json)
  if (name === undefined) return undefined
  if (characters + json.length > MAX_REMEMBERED) {
    remembered.clear()
    characters = 0
  }
  remembered.set(json, name)
  characters += json.length
  return name
}

function nameIn(json: string): string | undefined {
  try {
    const definition: unknown = JSON.parse(json)
    // Another text for the same value, such as one with a member twice, is read differently by different readers.
    if (JSON.stringify(definition) !== json) return undefined
    return parseSource({ tools: [definition] }).tools[0]?.name
  } catch {
    return undefined
  }
}
