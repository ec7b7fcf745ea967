import { splitWords } from 'toolcrib'
import { Draw } from '../attacks/Draw.js'
import type { Change } from './Change.js'
import { mapTools } from './mapTools.js'
import { SYNONYMS } from './synonyms.js'
import { noDescriptions } from './withoutDescriptions.js'

const SEED = 11

/** Words shorter than this are left as they are. */
const SHORTEST = 5

/** Other words for the words of a name: `create_issue` is `open_ticket`. A word without a synonym stays. */
export const synonymNames = renaming(
  'names: synonyms',
  'words of names are replaced by synonyms from a table of 60',
  (words, draw) =>
    words.map((word) => {
      const others = Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined
      return others === undefined ? word : draw.of(others)
    }),
)

/** Long words lose their vowels, the first letter aside: `create_pull_request` is `crt_pull_rqst`. */
export const abbreviatedNames = renaming(
  'names: abbreviated',
  'words of names with five letters or more lose their vowels',
  (words) => words.map(abbreviated),
)

/** Names say nothing: `t_0042`. */
export const opaqueNames = renaming(
  'names: opaque',
  'tools are called t_0001, t_0002 and so on',
  (_, __, at) => ['t', String(at + 1).padStart(4, '0')],
)

/** Names say nothing, and there are no descriptions: servers and parameters are all that is left. */
export const opaqueAlone: Change = {
  name: 'names opaque, no descriptions',
  what: 'tools are called t_0001 and so on, and none has a description',
  apply: (set) => opaqueNames.apply(noDescriptions.apply(set)),
}

type Rename = (words: string[], draw: Draw, at: number) => string[]

function renaming(name: string, what: string, rename: Rename): Change {
  return {
    name,
    what,
    apply(set) {
      const draw = new Draw(SEED)
      const sources = mapTools(set.sources, (tool, at) => ({
        ...tool,
        name: rename(splitWords(String(tool['name'])), draw, at).join('_'),
      }))
      return { ...set, sources: sources.map(withoutTwins) }
    },
  }
}

/** Two tools of one server never get one name. */
function withoutTwins(source: ReturnType<typeof mapTools>[number]): ReturnType<typeof mapTools>[number] {
  const taken = new Map<string, number>()
  const tools = source.tools.map((tool) => {
    const { name, ...rest } = tool as { name: string }
    const times = (taken.get(name) ?? 0) + 1
    taken.set(name, times)
    return { ...rest, name: times === 1 ? name : `${name}_${times}` }
  })
  return { ...source, tools }
}

function abbreviated(word: string): string {
  return word.length < SHORTEST ? word : word.slice(0, 1) + word.slice(1).replaceAll(/[aeiou]/g, '')
}
