import { type Crib, createCrib, type FeedbackVote } from 'toolcrib'
import { evaluateRun, type QueryRow } from 'toolcrib/eval'
import type { BenchSet } from '../data/BenchSet.js'
import { shuffled } from '../data/devSets.js'
import type { Progress } from '../report/createProgress.js'
import { quantile } from '../report/quantile.js'
import { honestVotes, isRight, pushingVotes, scatteredVotes } from './falseVotes.js'

/** Share of the tasks that are voted on. */
const VOTED = 0.2

/** Ranks that are looked at for recall. */
const DEPTH = 10

/** Tasks whose whole rankings are compared, tool by tool. */
const COMPARED = 1_000

/** How the tasks that nobody voted on are ranked. Recalls are fractions of 1. */
export interface Voting {
  votes: number
  /** How far votes were believed in the end, 0 to 1; 1 without votes. */
  trust: number
  recall1: number
  recall5: number
  /** Most ranks that any tool stands below its place without votes, in 1,000 tasks. */
  fall: number
  /** Median of a ranking of 10 tools, in milliseconds. */
  ms: number
}

/** By who votes: nobody, honest users, 100 false votes alone or among honest ones, scattered or all for one tool. */
export interface FeedbackFigures {
  tools: number
  /** Tasks that are measured. */
  tasks: number
  /** The tool that is pushed: most often among the first ten without being right. */
  pushed: string
  votings: Record<VotingName, Voting>
}

/** See {@link FeedbackFigures}. */
export type VotingName = 'none' | 'honest' | 'honest+scattered' | 'honest+pushing' | 'scattered' | 'pushing'

/** Votes on a fifth of the tasks, drawn with seed 0, and ranks the rest. */
export async function feedbackSuite(set: BenchSet, progress: Progress): Promise<FeedbackFigures> {
  const crib = await createCrib({ sources: set.sources, invalidTools: 'skip', feedback: true })
  try {
    const tasks = shuffled(
      set.queries.filter(({ gold }) => gold.length > 0),
      0,
    )
    const voted = tasks.slice(0, Math.floor(VOTED * tasks.length))
    const rest = tasks.slice(voted.length)
    const pushed = await mostIntrusive(crib, voted)
    const cases = votesOf(voted, crib, pushed)
    const votings: [string, Voting][] = []
    for (const [name, votes] of Object.entries(cases)) {
      votings.push([name, await voting(crib, votes, rest)])
      progress.update(votings.length / Object.keys(cases).length)
    }
    const figures = Object.fromEntries(votings) as FeedbackFigures['votings']
    return { tools: crib.catalog.tools.length, tasks: rest.length, pushed, votings: figures }
  } finally {
    progress.end()
    await crib.close()
  }
}

/** Honest and false votes come in one mixed order. */
function votesOf(voted: readonly QueryRow[], crib: Crib, pushed: string): Record<VotingName, FeedbackVote[]> {
  const honest = honestVotes(voted)
  const ids = crib.catalog.tools.map(({ id }) => id)
  const scattered = scatteredVotes(voted, ids, 0)
  const pushing = pushingVotes(voted, pushed)
  return {
    none: [],
    honest,
    'honest+scattered': shuffled([...honest, ...scattered], 1),
    'honest+pushing': shuffled([...honest, ...pushing], 1),
    scattered,
    pushing,
  }
}

async function mostIntrusive(crib: Crib, tasks: readonly QueryRow[]): Promise<string> {
  const counts = new Map<string, number>()
  for (const task of tasks) {
    const { items } = await crib.rank(task.text, { limit: DEPTH })
    for (const { tool } of items) {
      if (!isRight(task, tool.id)) counts.set(tool.id, (counts.get(tool.id) ?? 0) + 1)
    }
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return most?.[0] ?? ''
}

async function voting(
  crib: Crib,
  votes: readonly FeedbackVote[],
  tasks: readonly QueryRow[],
): Promise<Voting> {
  crib.clearFeedback()
  let trust = 1
  for (const vote of votes) ({ trust } = await crib.feedback(vote))
  const times: number[] = []
  const run = []
  for (const query of tasks) {
    const since = performance.now()
    const { items } = await crib.rank(query.text, { limit: DEPTH })
    times.push(performance.now() - since)
    run.push({ query, ranked: items.map(({ tool }) => tool.id) })
  }
  const { metrics } = evaluateRun(run)
  return {
    votes: crib.exportFeedback().votes.length,
    trust,
    recall1: metrics['recall@1'] ?? 0,
    recall5: metrics['recall@5'] ?? 0,
    fall: await longestFall(crib, tasks.slice(0, COMPARED)),
    ms: quantile(times, 0.5) ?? 0,
  }
}

async function longestFall(crib: Crib, tasks: readonly QueryRow[]): Promise<number> {
  const limit = crib.catalog.tools.length
  let longest = 0
  for (const { text } of tasks) {
    const before = await crib.rank(text, { limit, feedback: false })
    const after = await crib.rank(text, { limit })
    const ranks = new Map(before.items.map(({ tool, rank }) => [tool.id, rank]))
    for (const { tool, rank } of after.items) longest = Math.max(longest, rank - (ranks.get(tool.id) ?? rank))
  }
  return longest
}
