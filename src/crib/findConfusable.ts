import type { Embedder } from '../embed/Embedder.js'
import type { Confusable, ConfusableOptions } from '../rank/Confusable.js'
import { confusableGroups } from '../rank/confusableGroups.js'
import { confusablePairs } from '../rank/confusablePairs.js'
import { createPairWords } from '../rank/pairWords.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import { rankOwnTexts } from './rankOwnTexts.js'

/** Chosen on train/: on bfcl, toollinkos and acebench_en so many pairs explain 82 to 84 % of the wrong first tools. */
const MAX_SHARE = 0.05
const LIMIT = 1_000

/**
 * Ranks the texts of every tool as tasks and lists the pairs that come out too close, or too near in meaning. `options` are
 * checked already.
 */
export async function findConfusable(
  embedder: Embedder,
  current: IndexedCatalog,
  options: ConfusableOptions,
): Promise<Confusable> {
  const { tools } = current.catalog
  const possible = (tools.length * (tools.length - 1)) / 2
  const budget = Math.max(1, Math.floor((options.maxShare ?? MAX_SHARE) * possible))
  const { near, descriptions } = await rankOwnTexts(embedder, current, options)
  const found = confusablePairs(near, { budget })
  const listed = found.slice(0, options.limit ?? LIMIT)
  const wordsOf = createPairWords(current.rankable)
  const cosine = (task: number, position: number) =>
    current.slots.index.similarity(descriptions[task]!, current.slots.slots[position]!)
  const id = (position: number) => tools[position]!.id
  return {
    pairs: listed.map(({ first, second, gap }) => ({
      tools: [id(first), id(second)],
      gap,
      similarity: (cosine(first, second) + cosine(second, first)) / 2,
      ...wordsOf(first, second),
    })),
    groups: confusableGroups(listed).map((group) => group.map(id)),
    possible,
    found: found.length,
  }
}
