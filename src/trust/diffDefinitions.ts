import { canonicalJson } from '../hash.js'
import { isObject, pointer } from '../tool/level/subschemas.js'
import type { Json } from '../tool/Tool.js'
import { normalDefinition } from './fingerprint.js'

/** One place in which two definitions differ. */
export interface DefinitionChange {
  /** JSON pointer (RFC 6901), for example `/inputSchema/properties/to`; empty for the whole. */
  path: string
  /** The value before; absent where there was none. */
  before?: Json
  /** The value after; absent where there is none any more. */
  after?: Json
}

/**
 * What differs between two definitions, given as JSON texts, in code unit order of the members; empty exactly where their
 * fingerprints are equal. Objects are compared member by member and lists that hold objects place by place; other lists
 * are one value.
 */
export function diffDefinitions(before: string, after: string): DefinitionChange[] {
  const changes: DefinitionChange[] = []
  compare({ path: '', before: normalDefinition(before), after: normalDefinition(after) } as Pair, changes)
  return changes
}

interface Pair {
  path: string
  before: Json
  after: Json
}

function compare({ path, before, after }: Pair, changes: DefinitionChange[]): void {
  if (canonicalJson(before) === canonicalJson(after)) return
  const members = membersOf(before, after)
  if (members === undefined) {
    changes.push({ path, before, after })
    return
  }
  const [old, young] = members
  const keys = [...new Set([...old.keys(), ...young.keys()])]
  if (!Array.isArray(before)) keys.sort()
  for (const key of keys) {
    const inner = pointer(path, key)
    if (!young.has(key)) changes.push({ path: inner, before: old.get(key)! })
    else if (!old.has(key)) changes.push({ path: inner, after: young.get(key)! })
    else compare({ path: inner, before: old.get(key)!, after: young.get(key)! }, changes)
  }
}

/** Members of both by key, where they are to be compared one by one. */
function membersOf(before: Json, after: Json): [Map<string, Json>, Map<string, Json>] | undefined {
  const areLists = holdsObjects(before) && holdsObjects(after)
  if (!areLists && !(isObject(before) && isObject(after))) return undefined
  return [new Map(Object.entries(before)), new Map(Object.entries(after))]
}

function holdsObjects(value: Json): value is Json[] {
  return Array.isArray(value) && value.some(isObject)
}
