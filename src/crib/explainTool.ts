import type { Embedder } from '../embed/Embedder.js'
import { explain } from '../rank/explain.js'
import type { TaskQuery } from '../rank/RankableCatalog.js'
import { reasons } from '../rank/reasons.js'
import type { ScoredTool } from '../rank/ScoredTool.js'
import { standIns } from '../rank/standIns.js'
import type { Task } from '../rank/Task.js'
import type { TaskScorer } from '../rank/TaskScorer.js'
import { taskTerms } from '../rank/taskTerms.js'
import { taskTexts } from '../rank/taskTexts.js'
import type { VoteShifts } from '../rank/VoteMemory.js'
import { withoutTerm } from '../rank/withoutTerm.js'
import { compileFilter } from '../tool/Filter.js'
import type { Tool } from '../tool/Tool.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import type { SelectOptions } from './Crib.js'
import { DEFAULT_LIMIT, MIN_CONFIDENCE, RECALL_DEPTH } from './defaults.js'
import { displacing } from './displacing.js'
import type { Explanation, IntentStanding, Outcome, TermEffect } from './Explanation.js'
import { summarise } from './explanationSummary.js'
import { nextTurn } from './nextTurn.js'
import { pinnedIds } from './pinnedIds.js'
import { scoreTask, type TaskScores } from './scoreTask.js'
import type { Handout } from './selectTools.js'

/** Words of a task that are taken out one by one, at most. */
const MAX_TERMS = 24

/** What is asked about one tool. */
export interface ToolQuestion {
  task: Task
  id: string
  options: SelectOptions
  /** What was handed out for the task with these options. */
  handout: Handout
  /** Votes that shift scores; undefined: none. They must not change meanwhile. */
  memory: VoteShifts | undefined
}

/** Explains where one tool of the catalog stands for a task. Rejects with `embedder-failed` and `aborted`. */
export async function explainTool(
  embedder: Embedder,
  current: IndexedCatalog,
  question: ToolQuestion,
): Promise<Explanation> {
  const { id, options, memory, handout } = question
  const { selection } = handout
  const ask = (task: Task) => {
    const { signal, intents } = options
    const request = { filter: options, limit: 1, signal, intents, pinned: new Set([id]), memory }
    return scoreTask(embedder, current, { task, request })
  }
  const scores = await ask(question.task)
  const item = itemOf(scores, id)
  const { tool, rank, score, confidence, evidence } = explain(item, scores.scorer)
  const standIn = standInOf(current, question, scores.query)
  const outcome = outcomeOf(question, { tool, confidence, isCopy: standIn !== undefined })
  const others = displacing(selection.items, { rank, outcome, server: tool.server })
  const explanation: Explanation = {
    id,
    name: tool.name,
    task: selection.task,
    outcome,
    displacedBy: outcome === 'near-copy' ? [standIn!] : others,
    rank,
    ranked: scores.candidates.length,
    score,
    confidence,
    evidence,
    reasons: reasons(evidence, item.intent),
    terms: await termEffects(question.task, score, async (task) => itemOf(await ask(task), id).score),
    intents: standings(scores, item.position),
    fit: selection.fit,
    cautions: selection.cautions,
    summary: '',
  }
  if (tool.server !== undefined) explanation.server = tool.server
  explanation.summary = summarise(explanation)
  return explanation
}

function itemOf({ items }: TaskScores, id: string): ScoredTool {
  return items.find(({ tool }) => tool.id === id)!
}

/** Id of the tool that is ranked in place of the one that is asked about; undefined where that stands for itself. */
function standInOf(
  { catalog, rankable }: IndexedCatalog,
  { id, options }: ToolQuestion,
  query: TaskQuery,
): string | undefined {
  const always = pinnedIds(catalog, options.pinned ?? [])
  const hidden = standIns(rankable, query, { allowed: compileFilter(options), always })
  for (const [position, standIn] of hidden ?? [])
    if (rankable.tools[position]!.id === id) return rankable.tools[standIn]!.id
  return undefined
}

function outcomeOf(
  { id, options, handout: { selection, left } }: ToolQuestion,
  { tool, confidence, isCopy }: { tool: Tool; confidence: number; isCopy: boolean },
): Outcome {
  if (selection.items.some((item) => item.id === id)) return 'handed-out'
  if (selection.session?.idle.includes(id)) return 'idle'
  const considered = left.find(({ item }) => item.tool.id === id)
  if (considered !== undefined) return considered.why
  if (compileFilter(options)?.(tool) === false) return 'filtered'
  if (isCopy) return 'near-copy'
  // It stands behind all tools that were considered.
  const { nothingFits, recall, items } = selection
  const { minConfidence = MIN_CONFIDENCE } = options
  const isUnlikely =
    recall === undefined ? confidence < minConfidence : left.some(({ why }) => why === 'low-confidence')
  if (nothingFits || isUnlikely) return 'low-confidence'
  const maxTools = options.maxTools ?? (recall === undefined ? DEFAULT_LIMIT : RECALL_DEPTH)
  return options.maxTokens !== undefined && items.length < maxTools ? 'max-tokens' : 'max-tools'
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
    await nextTurn()
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
