/** The client scenarios of one revision of the protocol, as the suite lists them. */
export interface RequiredScenarios {
  /** These decide whether a client conforms. */
  scored: string[]
  /** These run too, and decide nothing: extensions, and what was added later. */
  notScored: string[]
}

/**
 * Reads what `conformance list --requirements <revision>` prints: two headings with a list each, and a third part in which
 * each name is followed by the side that it is about.
 *
 * @throws Error when no scored scenario is found: an empty set would let every client pass.
 */
export function requiredScenarios(listing: string): RequiredScenarios {
  const [required = '', reported = ''] = listing.split('never scored:')
  const [, client = ''] = required.split('Client scenarios')
  const scored = [...client.matchAll(/^ +- (\S+)$/gm)].map((match) => match[1]!)
  const notScored = [...reported.matchAll(/^ +- (\S+) \[client\]$/gm)].map((match) => match[1]!)
  if (scored.length === 0) throw new Error(`The suite lists no client scenarios:\n${listing}`)
  return { scored, notScored }
}
