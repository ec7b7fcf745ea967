/** Which side of the protocol a scenario tests. */
export type Side = 'client' | 'server'

/** The scenarios of one side for one revision of the protocol, as the suite lists them. */
export interface RequiredScenarios {
  /** These decide whether that side conforms. */
  scored: string[]
  /** These run too, and decide nothing: extensions, what is pending, and what was added later. */
  notScored: string[]
}

const HEADINGS: Record<Side, RegExp> = {
  client: /^Client scenarios.*$/m,
  server: /^Server scenarios.*$/m,
}

/**
 * Reads what `conformance list --requirements <revision>` prints: two headings with a list each, and a third part in which
 * each name is followed by the side that it is about.
 *
 * @throws Error when no scored scenario is found: an empty set would let everything pass.
 */
export function requiredScenarios(listing: string, side: Side): RequiredScenarios {
  const [required = '', reported = ''] = listing.split('never scored:')
  const [, after = ''] = required.split(HEADINGS[side])
  const [own = ''] = after.split(/^(?:Client|Server) scenarios/m)
  const scored = [...own.matchAll(/^ +- (\S+)$/gm)].map((match) => match[1]!)
  const notScored = [...reported.matchAll(/^ +- (\S+) \[(\w+)\]$/gm)]
    .filter((match) => match[2] === side)
    .map((match) => match[1]!)
  if (scored.length === 0) throw new Error(`The suite lists no ${side} scenarios:\n${listing}`)
  return { scored, notScored }
}
