import type { Selection } from '../budget/Selection.js'
import type { Embedder } from '../embed/Embedder.js'
import { explain } from '../rank/explain.js'
import { reasons } from '../rank/reasons.js'
import type { Task } from '../rank/Task.js'
import type { TaskScorer } from '../rank/TaskScorer.js'
import { taskTerms } from '../rank/taskTerms.js'
import { taskTexts } from '../rank/taskTexts.js'
import type { VoteMemory } from '../rank/VoteMemory.js'
import { withoutTerm } from '../rank/withoutTerm.js'
import { compileFilter } from '../tool/Filter.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import type { SelectOptions } from './Crib.js'
import { MIN_CONFIDENCE } from './defaults.js'
import type { Explanation, IntentStanding, Outcome, TermEffect } from './Explanation.js'
import { summarise } from './explanationSummary.js'
import { scoreTask, type TaskScores } from './scoreTask.js'

/** Words of a task that are taken out one by one, at most. */
const MAX_TERMS = 24
/** Tools that are named as displacing another, at most. */
const MAX_DISPLACING = 3

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
  const outcome = outcomeOf(question, { rank, confidence, isAllowed: isAllowed(current, question) })
  const explanation: Explanation = {
    id,
    name: tool.name,
    task: selection.task,
    outcome,
    displacedBy: displacing(selection, { rank, outcome }),
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

function isAllowed({ catalog }: IndexedCatalog, { id, options }: ToolQuestion): boolean {
  return compileFilter(options)?.(catalog.get(id)!) ?? true
}

function outcomeOf(
  { id, selection }: ToolQuestion,
  { rank, confidence, isAllowed }: { rank: number; confidence: number; isAllowed: boolean },
): Outcome {
  if (selection.items.some((item) => item.id === id)) return 'handed-out'
  if (!isAllowed) return 'filtered'
  const left = selection.left.find((item) => item.id === id)
  if (left !== undefined) return left.why
  const { nothingFits, recall } = selection
  const isUnlikely =
    nothingFits || (recall === undefined ? confidence < MIN_CONFIDENCE : recall.cutBy === null)
  return isUnlikely && rank > 1 ? 'low-confidence' : 'max-tools'
}

function displacing({ items }: Selection, { rank, outcome }: { rank: number; outcome: Outcome }): string[] {
  if (outcome !== 'max-tools' && outcome !== 'max-tokens') return []
  return items
    .filter((item) => item.rank < rank)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MAX_DISPLACING)
    .map(({ id }) => id)
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
