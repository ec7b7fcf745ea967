import type { Selection } from '../budget/Selection.js'
import type { Embedder } from '../embed/Embedder.js'
import { explain } from '../rank/explain.js'
import type { RankLimits, TaskQuery } from '../rank/RankableCatalog.js'
import { reasons } from '../rank/reasons.js'
import { standIns } from '../rank/standIns.js'
import type { Task } from '../rank/Task.js'
import type { TaskScorer } from '../rank/TaskScorer.js'
import { taskTerms } from '../rank/taskTerms.js'
import { taskTexts } from '../rank/taskTexts.js'
import type { VoteMemory } from '../rank/VoteMemory.js'
import { withoutTerm } from '../rank/withoutTerm.js'
import { compileFilter } from '../tool/Filter.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import type { SelectOptions } from './Crib.js'
import { DEFAULT_LIMIT, MIN_CONFIDENCE } from './defaults.js'
import { displacing } from './displacing.js'
import type { Explanation, IntentStanding, Outcome, TermEffect } from './Explanation.js'
import { summarise } from './explanationSummary.js'
import { pinnedIds } from './pinnedIds.js'
import { scoreTask, type TaskScores } from './scoreTask.js'

/** Words of a task that are taken out one by one, at most. */
const MAX_TERMS = 24

/** What is asked about one tool. */
export interface ToolQuestion {
  task: Task
  id: string
  options: SelectOptions
  /** What was handed out for the task with these options. */
  selection: Selection
  /** Votes that shift scores; undefined: none. */
  memory: VoteMemory | undefined
}

/** Explains where one tool of the catalog stands for a task. Rejects with `embedder-failed` and `aborted`. */
export async function explainTool(
  embedder: Embedder,
  current: IndexedCatalog,
  question: ToolQuestion,
): Promise<Explanation> {
  const { id, options, selection, memory } = question
  const ask = (task: Task) => {
    const request = { filter: options, limit: 1, signal: options.signal, pinned: new Set([id]), memory }
    return scoreTask(embedder, current, { task, request })
  }
  const scores = await ask(question.task)
  const item = scores.items.find(({ tool }) => tool.id === id)!
  const { tool, rank, score, confidence, evidence } = explain(item, scores.scorer)
  const allowed = compileFilter(options)
  const standIn = standInOf(current, question, { query: scores.query, allowed })
  const isAllowed = allowed?.(tool) ?? true
  const outcome = outcomeOf(question, { rank, confidence, isAllowed, isCopy: standIn !== undefined })
  const explanation: Explanation = {
    id,
    name: tool.name,
    task: selection.task,
    outcome,
    displacedBy:
      outcome === 'near-copy' && standIn !== undefined
        ? [standIn]
        : displacing(selection.items, { rank, outcome, server: tool.server }),
    rank,
    ranked: scores.candidates.length,
    score,
    confidence,
    evidence,
    reasons: reasons(evidence, item.intent),
    terms: await termEffects(question.task, score, async (task) => {
      const { items } = await ask(task)
      return items.find((other) => other.tool.id === id)!.score
    }),
    intents: standings(scores, item.position),
    fit: selection.fit,
    cautions: selection.cautions,
    summary: '',
  }
  if (tool.server !== undefined) explanation.server = tool.server
  explanation.summary = summarise(explanation)
  return explanation
}

/** Id of the tool that is ranked in place of the one that is asked about; undefined where that stands for itself. */
function standInOf(
  { catalog, rankable }: IndexedCatalog,
  { id, options }: ToolQuestion,
  { query, allowed }: { query: TaskQuery; allowed: RankLimits['allowed'] },
): string | undefined {
  const hidden = standIns(rankable, query, { allowed, always: pinnedIds(catalog, options.pinned ?? []) })
  for (const [position, standIn] of hidden ?? [])
    if (rankable.tools[position]!.id === id) return rankable.tools[standIn]!.id
  return undefined
}

function outcomeOf(
  { id, options, selection }: ToolQuestion,
  {
    rank,
    confidence,
    isAllowed,
    isCopy,
  }: { rank: number; confidence: number; isAllowed: boolean; isCopy: boolean },
): Outcome {
  if (selection.items.some((item) => item.id === id)) return 'handed-out'
  if (!isAllowed) return 'filtered'
  if (isCopy) return 'near-copy'
  const left = selection.left.find((item) => item.id === id)
  if (left !== undefined) return left.why
  const { nothingFits, recall } = selection
  const isUnlikely =
    nothingFits || (recall === undefined ? confidence < MIN_CONFIDENCE : recall.cutBy === null)
  if (isUnlikely && rank > 1) return 'low-confidence'
  // With places left, it can only be the share of its server that is used up.
  const hasRoom = selection.items.length < (options.maxTools ?? DEFAULT_LIMIT)
  return options.maxShare !== undefined && hasRoom ? 'max-share' : 'max-tools'
}

async function termEffects(
  task: Task,
  score: number,
  scoreOf: (task: Task) => Promise<number>,
): Promise<TermEffect[]> {
  const heaviest = taskTerms(taskTexts(task))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_TERMS)
  const effects: TermEffect[] = []
  for (const { stem, word } of heaviest) {
    const rest = withoutTerm(task, stem)
    if (!hasText(rest)) continue
    const scoreWithout = await scoreOf(rest)
    effects.push({ term: word, scoreWithout, drop: score - scoreWithout })
  }
  return effects.sort((a, b) => b.drop - a.drop)
}

function hasText(task: Task): boolean {
  const texts =
    typeof task === 'string'
      ? [task]
      : task.messages.flatMap(({ role, content }) => (role === 'user' ? [content] : []))
  return texts.some((text) => text.trim() !== '')
}

function standings({ wishes, candidates }: TaskScores, position: number): IntentStanding[] {
  return wishes.map(({ text, scorer }) => {
    const score = scorer.score(position)
    return {
      text,
      score,
      rank: 1 + aheadOf(scorer, { candidates, position, score }),
      contributions: scorer.contributions(position).sort((a, b) => b.value - a.value),
    }
  })
}

function aheadOf(
  scorer: TaskScorer,
  { candidates, position, score }: { candidates: readonly number[]; position: number; score: number },
): number {
  return candidates.filter((other) => {
    const value = scorer.score(other)
    return value > score || (value === score && other < position)
  }).length
}
