/** URIs that are remembered of one context; for one more the oldest is forgotten. */
const MAX_A_CONTEXT = 1_000

type Raw = Readonly<Record<string, unknown>>

/**
 * Resources that results named, by the context that got them: servers need not list what they link to, and what a session
 * made is listed in that session alone.
 */
export class LinkedResources {
  readonly #contexts = new Map<string, Map<string, Set<string>>>()

  /** Remembers what a result of `tools/call` or `prompts/get` links to or embeds. */
  note(context: string, server: string, result: Raw): void {
    for (const uri of urisOf(result)) {
      const known = this.#contexts.get(context) ?? new Map<string, Set<string>>()
      this.#contexts.set(context, known)
      const servers = known.get(uri) ?? new Set()
      // What was named last is forgotten last.
      known.delete(uri)
      known.set(uri, servers.add(server))
      if (known.size > MAX_A_CONTEXT) known.delete(known.keys().next().value!)
    }
  }

  /** Keys of the servers whose results named a URI to a context. */
  ownersOf(context: string, uri: string): string[] {
    return [...(this.#contexts.get(context)?.get(uri) ?? [])]
  }

  /** Forgets what a context was named. */
  end(context: string): void {
    this.#contexts.delete(context)
  }
}

function urisOf({ content, messages }: Raw): string[] {
  const blocks = [
    ...(Array.isArray(content) ? content : []),
    ...(Array.isArray(messages) ? messages.map((message) => memberOf(message, 'content')) : []),
  ]
  return blocks.flatMap((block: unknown) => {
    const type = memberOf(block, 'type')
    const named = type === 'resource' ? memberOf(block, 'resource') : type === 'resource_link' ? block : {}
    const uri = memberOf(named, 'uri')
    return typeof uri === 'string' ? [uri] : []
  })
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
