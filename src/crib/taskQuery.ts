import type { Embedder } from '../embed/Embedder.js'
import { asksForAction } from '../rank/asksForAction.js'
import type { TaskIntent, TaskQuery } from '../rank/RankableCatalog.js'
import { splitIntents } from '../rank/splitIntents.js'
import { taskTerms } from '../rank/taskTerms.js'
import type { WeightedText } from '../rank/taskTexts.js'
import { normalize } from '../vector/normalize.js'
import { embedTexts } from './embedTexts.js'
import type { ScoreRequest } from './scoreTask.js'

/** A task made ready: the whole of it, and its wishes where it may hold several. */
export interface PreparedTask {
  whole: TaskQuery
  /** None, or at least two. */
  intents: Omit<TaskIntent, 'dense'>[]
}

/**
 * Prepares a task for ranking: its terms, the weighted mean of its texts' vectors at unit length, and the same for each
 * wish of its first text. Everything is embedded in one call.
 */
export async function taskQuery(
  embedder: Embedder,
  texts: readonly WeightedText[],
  { signal, intents }: Pick<ScoreRequest, 'signal' | 'intents'> = {},
): Promise<PreparedTask> {
  const wishes = intents === 'one' ? [] : splitIntents(texts[0]?.text ?? '')
  const vectors = await embedTexts(embedder, [...texts.map(({ text }) => text), ...wishes], {
    kind: 'task',
    signal,
  })
  const whole: TaskQuery = {
    terms: taskTerms(texts),
    vector: weightedMean(texts, vectors, embedder.dimensions),
    parts: Math.max(1, wishes.length),
  }
  const coverage = embedder.coverage?.(texts[0]?.text ?? '')
  if (coverage !== undefined) whole.coverage = coverage
  return {
    whole,
    intents: wishes.map((text, at) => ({
      text,
      asked: asksForAction(text),
      query: { terms: taskTerms([{ text, weight: 1 }]), vector: vectors[texts.length + at]! },
    })),
  }
}

function weightedMean(
  texts: readonly WeightedText[],
  vectors: readonly Float32Array[],
  dimensions: number,
): Float32Array {
  if (texts.length === 1) return vectors[0]!
  const sum = new Float32Array(dimensions)
  for (const [at, { weight }] of texts.entries()) {
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + weight * vectors[at]![i]!
  }
  return normalize(sum)
}
