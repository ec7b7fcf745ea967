import type { Judgement } from './judge.js'
import { complete } from './metrics/complete.js'
import { ndcg } from './metrics/ndcg.js'
import { recall } from './metrics/recall.js'
import { reciprocalRank } from './metrics/reciprocalRank.js'
import { toolAccuracy } from './metrics/toolAccuracy.js'

/** The metrics that need nothing but the judgement, by the name under which they are reported. */
export const METRICS = {
  'recall@1': (judgement) => recall(judgement, 1),
  'recall@3': (judgement) => recall(judgement, 3),
  'recall@5': (judgement) => recall(judgement, 5),
  'recall@10': (judgement) => recall(judgement, 10),
  'complete@5': (judgement) => complete(judgement, 5),
  'complete@10': (judgement) => complete(judgement, 10),
  'ndcg@5': (judgement) => ndcg(judgement, 5),
  'ndcg@10': (judgement) => ndcg(judgement, 10),
  mrr: reciprocalRank,
  'tool@1': toolAccuracy,
} as const satisfies Record<string, (judgement: Judgement) => number>
