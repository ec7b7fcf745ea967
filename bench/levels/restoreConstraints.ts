import type { Elision, Json, ToolDefinition } from 'toolcrib'
import type { JsonObject } from './sampleArguments.js'

/**
 * A compact definition with every enumeration and constraint put back that its elisions list: what is left out of a
 * schema is listed when this one and the full one accept the same arguments.
 */
export function restoreConstraints(
  full: ToolDefinition,
  compact: ToolDefinition,
  elided: readonly Elision[],
): ToolDefinition {
  const restored = structuredClone(compact)
  for (const { path, what } of elided) {
    if (what !== 'enum' && what !== 'constraint') continue
    const keys = path
      .slice(1)
      .split('/')
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    const keyword = keys.pop()!
    // Defined, not assigned: a keyword may be called __proto__.
    Object.defineProperty(at(restored, keys), keyword, {
      value: at(full, keys)[keyword],
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return restored
}

function at(definition: ToolDefinition, keys: readonly string[]): JsonObject {
  return keys.reduce<Json>((value, key) => (value as JsonObject)[key]!, definition as Json) as JsonObject
}
