import { type QueryRow, toGroups } from 'toolcrib/eval'

/** How far two labellings of the same tasks agree. */
export interface Agreement {
  tasks: number
  /** Pairs of task and pooled tool that both labelled. */
  pairs: number
  /** Share of pairs on which both say the same, 0 to 1. */
  observed: number
  /** Share that chance would give with each one's own frequency of yes, 0 to 1. */
  expected: number
  /** Cohen's kappa, at most 1; 1 where both give one answer throughout. */
  kappa: number
  /** Share of tasks whose gold tools are the same up to alternatives, 0 to 1. */
  sameGold: number
}

/** One task, labelled twice, and the tools that both are asked about. */
export interface TwiceLabelled {
  first: QueryRow
  second: Pick<QueryRow, 'gold' | 'alternatives'>
  pool: ReadonlySet<string>
}

/**
 * Cohen's kappa over (task, pooled tool) pairs, where yes means gold or alternative:
 *
 *   kappa = (observed - expected) / (1 - expected)
 *
 * (J. Cohen, A coefficient of agreement for nominal scales, 1960), and the share of tasks with the same gold.
 */
export function agreement(tasks: readonly TwiceLabelled[]): Agreement {
  let [pairs, same, yesFirst, yesSecond] = [0, 0, 0, 0]
  for (const { first, second, pool } of tasks) {
    const [ours, theirs] = [relevant(first), relevant(second)]
    for (const id of pool) {
      pairs++
      if (ours.has(id) === theirs.has(id)) same++
      if (ours.has(id)) yesFirst++
      if (theirs.has(id)) yesSecond++
    }
  }
  const observed = pairs === 0 ? 1 : same / pairs
  const [p, q] = pairs === 0 ? [0, 0] : [yesFirst / pairs, yesSecond / pairs]
  const expected = p * q + (1 - p) * (1 - q)
  return {
    tasks: tasks.length,
    pairs,
    observed,
    expected,
    kappa: expected === 1 ? 1 : (observed - expected) / (1 - expected),
    sameGold: tasks.filter(({ first, second }) => sameGold(first, second)).length / Math.max(1, tasks.length),
  }
}

function relevant(row: Pick<QueryRow, 'gold' | 'alternatives'>): Set<string> {
  return new Set(toGroups(row).flat())
}

/** As many steps on both sides, and each one's gold serves every step of the other. */
function sameGold(first: QueryRow, second: Pick<QueryRow, 'gold' | 'alternatives'>): boolean {
  const serves = (gold: readonly string[], other: Pick<QueryRow, 'gold' | 'alternatives'>) =>
    toGroups(other).every((group) => group.some((id) => gold.includes(id)))
  const sizes = [first, second].map((row) => new Set(row.gold).size)
  // One side's alternatives are enough: who saw two ways and who saw one mean the same step.
  return sizes[0] === sizes[1] && (serves(second.gold, first) || serves(first.gold, second))
}
