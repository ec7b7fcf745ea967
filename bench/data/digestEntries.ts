/** One entry of a digest: a server, or several whose names begin alike. */
export interface DigestEntry {
  /** Names of its servers, as they are shown. */
  servers: string[]
  /** Words before the colon. */
  objects: string[]
}

const ENTRY =
  /(?<prefix>[^,(){} ]+?)(?:-\{(?<rests>[^}]*)\})?(?: \((?<words>[^)]*)\))?(?:, |$| and \d+ more$)/gu

/** The entries that a digest shows; none of one that only says how many servers there are. */
export function digestEntries(digest: string): DigestEntry[] {
  if (/^\d+ servers?$/.test(digest)) return []
  return [...digest.matchAll(ENTRY)].map(({ groups }) => {
    const { prefix = '', rests, words = '' } = groups ?? {}
    const [objects = ''] = words.split(': ')
    return {
      servers: rests === undefined ? [prefix] : rests.split(', ').map((rest) => `${prefix}-${rest}`),
      objects: objects.split(', ').filter(Boolean),
    }
  })
}
