/** Arguments as they can be sent, or what the model is told where they cannot be read. */
export type ReadArguments = { value: unknown } | { fault: string }

/** Models send arguments as an object or as JSON text; what is not text stays as it is. */
export function readArguments(given: unknown): ReadArguments {
  if (typeof given !== 'string') return { value: given }
  try {
    return { value: JSON.parse(given) }
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : ''
    return { fault: `The arguments are text that is not JSON (${why}). Send an object.` }
  }
}
