/** An object of JSON, of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>

/** Whether a value is an object with members. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects of an array; none for anything else. */
export function objectsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

/** The value where it is text with something in it. */
export function filledText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** An object, or the object that a text holds as JSON: proxies log bodies as text. */
export function objectIn(value: unknown): Fields | undefined {
  if (isFields(value)) return value
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return isFields(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** The first of these members that is there. */
export function firstOf(fields: Fields, names: readonly string[]): unknown {
  const name = names.find(
    (key) => Object.hasOwn(fields, key) && fields[key] !== undefined && fields[key] !== null,
  )
  return name === undefined ? undefined : fields[name]
}
