/** Text with its variables filled in, or the names of those that are not set. */
export interface Expansion {
  text: string
  /** Without repetition, in order. */
  missing: string[]
}

/**
 * Fills in `${NAME}`, `${env:NAME}` and `${NAME:-default}` as MCP hosts write them. A variable that is set to the empty
 * text counts as set. Expanded text is not expanded again.
 *
 * @param environment Variables by name; prototype members are never read.
 */
export function expandVariables(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Expansion {
  const missing = new Set<string>()
  const expanded = text.replace(/\$\{([^}]*)\}/g, (whole, inside: string) => {
    const [, name = '', fallback] = /^(?:env:)?(.*?)(?::-(.*))?$/s.exec(inside) ?? []
    const value = Object.hasOwn(environment, name) ? environment[name] : undefined
    if (value !== undefined) return value
    if (fallback !== undefined) return fallback
    missing.add(name)
    return whole
  })
  return { text: expanded, missing: [...missing] }
}
