import type { Embedder } from '../embed/Embedder.js'
import { throwIfAborted } from '../errors.js'
import { createMeaningGaps } from '../rank/meaningGaps.js'
import { type NearTools, ownGaps } from '../rank/ownGaps.js'
import { taskTerms } from '../rank/taskTerms.js'
import type { Tool } from '../tool/Tool.js'
import { toolFields } from '../tool/toolFields.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import { denseSignal } from './denseSignal.js'
import { embedTexts } from './embedTexts.js'
import { nextTurn } from './nextTurn.js'

/** Rivals that are kept of each tool: below so many tools nothing is left out, above it time and memory stay linear. */
const NEAREST = 100

/** Tools whose texts are embedded in one call; between calls others get their turn. */
const BATCH = 64

/** What stands near to each tool, by position, and the vector of its description as a task. */
export interface OwnRanks {
  near: NearTools[]
  descriptions: Float32Array[]
}

/** Options of `rankOwnTexts`. */
export interface OwnRankOptions {
  signal?: AbortSignal | undefined
  /** Gap of two tools that have nothing in common, see `createMeaningGaps`. */
  apart?: number
}

/** Ranks each tool's name and each tool's description as tasks. Rejects with `aborted`, and what the embedder throws. */
export async function rankOwnTexts(
  embedder: Embedder,
  { catalog, rankable, slots, vectors: toolVectors }: IndexedCatalog,
  options: OwnRankOptions,
): Promise<OwnRanks> {
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
