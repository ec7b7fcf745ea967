import type { Embedder } from '../embed/Embedder.js'
import { throwIfAborted } from '../errors.js'
import type { Confusable, ConfusableOptions } from '../rank/Confusable.js'
import { confusableGroups } from '../rank/confusableGroups.js'
import { confusablePairs } from '../rank/confusablePairs.js'
import { createMeaningGaps } from '../rank/meaningGaps.js'
import { type NearTools, ownGaps } from '../rank/ownGaps.js'
import { createPairWords } from '../rank/pairWords.js'
import { taskTerms } from '../rank/taskTerms.js'
import type { Tool } from '../tool/Tool.js'
import { toolFields } from '../tool/toolFields.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import { denseSignal } from './denseSignal.js'
import { embedTexts } from './embedTexts.js'
import { nextTurn } from './nextTurn.js'

/** Chosen on train/: on bfcl, toollinkos and acebench_en so many pairs explain 83 to 85 % of the wrong first tools. */
const MAX_SHARE = 0.05
const LIMIT = 1_000

/** Rivals that are kept of each tool: below so many tools nothing is left out, above it time and memory stay linear. */
const NEAREST = 100

/** Tools whose texts are embedded in one call; between calls others get their turn. */
const BATCH = 64

/**
 * Ranks the texts of every tool as tasks and lists the pairs that come out too close, or too near in meaning. `options` are
 * checked already; `apart`: see `createMeaningGaps`.
 */
export async function findConfusable(
  embedder: Embedder,
  current: IndexedCatalog,
  options: ConfusableOptions & { apart?: number },
): Promise<Confusable> {
  const { tools } = current.catalog
  const possible = (tools.length * (tools.length - 1)) / 2
  const budget = Math.max(1, Math.floor((options.maxShare ?? MAX_SHARE) * possible))
  const { near, descriptions } = await rankOwnTexts(embedder, current, options)
  const found = confusablePairs(near, budget)
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

/** What is near to each tool's own texts, and the vectors of their descriptions. */
async function rankOwnTexts(
  embedder: Embedder,
  { catalog, rankable, slots, vectors: toolVectors }: IndexedCatalog,
  options: ConfusableOptions & { apart?: number },
): Promise<{ near: NearTools[]; descriptions: Float32Array[] }> {
  const { tools } = catalog
  const meaningGaps = createMeaningGaps(toolVectors, rankable.cohort, options.apart)
  const near: NearTools[] = []
  const descriptions: Float32Array[] = []
  for (let start = 0; start < tools.length; start += BATCH) {
    await nextTurn()
    throwIfAborted(options.signal)
    const texts = tools.slice(start, start + BATCH).map(ownTexts)
    const vectors = await embedTexts(embedder, texts.flat(), { kind: 'task', signal: options.signal })
    for (const [at, pair] of texts.entries()) {
      const views = pair.map((text, view) => {
        const vector = vectors[2 * at + view]!
        return {
          query: { terms: taskTerms([{ text, weight: 1 }]), vector },
          dense: denseSignal(slots, vector),
        }
      })
      near.push(
        ownGaps(rankable, views, { position: start + at, limit: NEAREST, apart: meaningGaps(start + at) }),
      )
      descriptions.push(vectors[2 * at + 1]!)
    }
  }
  return { near, descriptions }
}

/** What a user who knows a tool would ask for: its name, and what it says of itself. */
function ownTexts(tool: Tool): [string, string] {
  const { name, description } = toolFields(tool)
  return [name, description.trim() === '' ? name : description]
}
