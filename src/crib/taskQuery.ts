import type { Embedder } from '../embed/Embedder.js'
import type { TaskQuery } from '../rank/RankableCatalog.js'
import { taskTerms } from '../rank/taskTerms.js'
import type { WeightedText } from '../rank/taskTexts.js'
import { normalize } from '../vector/normalize.js'
import { embedTexts } from './embedTexts.js'

/** Prepares a task for ranking: its terms, and the weighted mean of its texts' vectors at unit length. */
export async function taskQuery(
  embedder: Embedder,
  texts: readonly WeightedText[],
  signal: AbortSignal | undefined,
): Promise<TaskQuery> {
  const vectors = await embedTexts(
    embedder,
    texts.map(({ text }) => text),
    { kind: 'task', signal },
  )
  const only = vectors[0]
  if (vectors.length === 1 && only !== undefined) return { terms: taskTerms(texts), vector: only }
  const sum = new Float32Array(embedder.dimensions)
  for (const [index, vector] of vectors.entries()) {
    const weight = texts[index]!.weight
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + weight * vector[i]!
  }
  return { terms: taskTerms(texts), vector: normalize(sum) }
}
