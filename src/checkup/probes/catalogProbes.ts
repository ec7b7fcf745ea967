import { drawn } from '../../eval/drawn.js'
import type { QueryRow } from '../../eval/QueryRow.js'
import { splitWords } from '../../text/splitWords.js'
import { stem } from '../../text/stem.js'
import { STOP_WORDS } from '../../text/stopWords.js'
import { sentences } from '../../tool/boilerplate.js'
import type { Catalog } from '../../tool/Catalog.js'
import { type ToolFields, toolFields } from '../../tool/toolFields.js'

/** Options of `catalogProbes`. */
export interface ProbeOptions {
  /** Most probes, 1 or more; the tools are drawn with the seed. Default 300. */
  most?: number
  /** Any safe integer. Default 0. */
  seed?: number
  /**
   * Share of a description's words that are left out, the rarest of the catalog first, 0 to 1. Default 0.25: of the quarters,
   * the least at which no set of train/ that the model has not seen scores better on probes than on its own tasks
   * (`npm run bench -- probes`).
   */
  dropped?: number
}

/** A user writes some ten words. */
const MAX_WORDS = 12

/** Two words at least, or a probe says nothing. */
const MIN_WORDS = 2

/** More of a description is not read: what a tool is for stands at its beginning. */
const READ_WORDS = 18

interface Word {
  word: string
  stem: string
}

/**
 * Tasks made from the tools themselves: of each, the first words of its description, without those of its name and without
 * the most telling quarter. They say how well tools are told apart by their own words, which is not how users speak
 * (docs/report-command.md). A tool whose description has too few words left has none.
 */
export function catalogProbes({ tools }: Catalog, options: ProbeOptions = {}): QueryRow[] {
  const { most = 300, seed = 0, dropped = 0.25 } = options
  const fields = tools.map(toolFields)
  const uses = countUses(fields)
  const probes: QueryRow[] = []
  for (const position of drawn([...tools.keys()], { most: tools.length, seed })) {
    if (probes.length === most) break
    const { id } = tools[position]!
    const kept = probeWords(fields[position]!, uses, dropped)
    if (kept.length >= MIN_WORDS) probes.push({ id: `probe of ${id}`, text: kept.join(' '), gold: [id] })
  }
  return probes
}

function probeWords(
  { name, description }: ToolFields,
  uses: ReadonlyMap<string, number>,
  dropped: number,
): string[] {
  const named = new Set(splitWords(name).map(stem))
  const words = firstWords(description).filter((one) => !named.has(one.stem))
  const stems = [...new Set(words.map((one) => one.stem))]
  const rarest = stems.toSorted((a, b) => uses.get(a)! - uses.get(b)! || (a < b ? -1 : 1))
  const gone = new Set(rarest.slice(0, Math.round(dropped * stems.length)))
  return words
    .filter((one) => !gone.has(one.stem))
    .slice(0, MAX_WORDS)
    .map(({ word }) => word)
}

/** Whole sentences, until there are words enough. */
function firstWords(description: string): Word[] {
  const words: Word[] = []
  for (const sentence of sentences(description)) {
    if (words.length >= READ_WORDS) break
    for (const word of splitWords(sentence)) if (!STOP_WORDS.has(word)) words.push({ word, stem: stem(word) })
  }
  return words
}

/** In how many tools' names and descriptions each stem stands. */
function countUses(fields: readonly ToolFields[]): Map<string, number> {
  const uses = new Map<string, number>()
  for (const { name, description } of fields)
    for (const one of new Set(splitWords(`${name} ${description}`).map(stem)))
      uses.set(one, (uses.get(one) ?? 0) + 1)
  return uses
}
