/** How one member of a client is shown to work as before through the wrapper. */
export type PassRow<C, W> =
  /** Used on the client itself and through the wrapper, each against a server of its own, with one outcome. */
  | ((client: C, world: W) => unknown)
  /** Like that, on a client that is not connected yet. */
  | { unconnected: (client: C, world: W) => unknown }
  /** Made for the SDK itself, `private` or `protected` in its types: reached on the client itself, nothing more. */
  | 'inside'
  /** The wrapper's own; the file has the tests of what it does. */
  | { testedIn: string }

/** A row for every public member, which the compiler checks, and for every further one that the prototypes have. */
export type PassTable<C, W> = Readonly<Record<keyof C, PassRow<C, W>> & Record<string, PassRow<C, W>>>

/** Where a client meets its server. */
export interface World {
  /** Every message that the client sent so far, in order. */
  readonly sent: readonly unknown[]
  close(): Promise<void>
}

/**
 * Names of the members that a class and those above it declare, methods and accessors. Names with a leading
 * underscore are left out: in both SDKs they are private.
 */
export function membersOf(type: new (...input: never[]) => object): string[] {
  const names = new Set<string>()
  for (let at: object = type.prototype; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name)
  }
  return [...names].filter((name) => name !== 'constructor' && !name.startsWith('_')).sort()
}
