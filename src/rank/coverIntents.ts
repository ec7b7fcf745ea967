/** How tools are ordered when a task may hold several intents. Chosen on train/ by `npm run model:intents`. */
export interface CoverOptions {
  /** Share of the whole task's score in a tool's score for one intent, 0 to 1. */
  blend: number
  /** Scores this far apart differ in probability by a factor of e; above 0. */
  temperature: number
  /** Weight of the intents against the whole task, 0 to 1. */
  intents: number
  /** Best score at which an intent counts half: below it, it is rather context than a wish. */
  wish: number
  /** The same for an intent that says what to do (`asksForAction`), which is a wish however weakly a tool fits it. */
  asked: number
}

/** The default. */
export const COVER: CoverOptions = Object.freeze({
  blend: 0.3,
  temperature: 1.5,
  intents: 0.5,
  wish: 10,
  asked: 4,
})

/** Scores of a pool of tools, all lists in one order. */
export interface PoolScores {
  /** For the whole task. */
  whole: readonly number[]
  /** For each intent alone. */
  intents: readonly (readonly number[])[]
  /** For each intent, whether it says what to do. Default: none does. */
  asked?: readonly boolean[]
}

/** An intent is served once the tools chosen so far come this near to its best one, as a product of distances. */
const SERVED = 0.5

interface Intent {
  /** P(tool | intent). */
  probability: number[]
  /** Each tool against the best one for this intent, above 0 to 1. */
  closeness: number[]
  /** P(intent | task), not normalised. */
  importance: number
  /** Whether some tool fits it well enough to be asked for. */
  isWish: boolean
  /** What the chosen tools leave open of it, 1 down to 0: by probability, and by closeness. */
  open: number
  unserved: number
}

/**
 * The order in which `limit` tools of a pool cover the intents of a task: the whole task's best first, then one by one
 * the tool that adds most to what the chosen ones leave open, as in xQuAD (R. Santos, C. Macdonald, I. Ounis, Exploiting
 * query reformulations for web search result diversification, 2010):
 * (1 - w) P(tool | task) + w sum over intents of P(intent | task) P(tool | intent) prod over chosen of (1 - P(chosen | intent)).
 * While a wish is unserved, intents that are served count for nothing, so that every wish gets a tool before any gets a
 * second. A part that no tool fits is no wish and weighs little. Whether a task is split at all is decided here: with
 * fewer than two wishes that ask for different tools there is nothing to cover, and the order is empty. Positions in the
 * pool; ties by position.
 */
export function coverIntents(pool: PoolScores, limit: number, options: CoverOptions = COVER): number[] {
  const intents = pool.intents.map((scores, at) =>
    intentOf(scores, pool.whole, {
      ...options,
      wish: pool.asked?.[at] === true ? options.asked : options.wish,
    }),
  )
  const wishes = new Set(intents.filter(({ isWish }) => isWish).map(({ closeness }) => closeness.indexOf(1)))
  if (wishes.size < 2) return []
  const byTask = softmax(pool.whole, options.temperature).probability
  const order: number[] = []
  const left = new Set(pool.whole.keys())
  while (order.length < limit && left.size > 0) {
    const gains = gainOf(intents)
    const open = intents.filter(isOpen)
    // A tool that serves none of the open wishes has to wait, however well it fits the task.
    const waits = (at: number) => open.length > 0 && open.every(({ closeness }) => closeness[at]! < SERVED)
    const value = (at: number) =>
      (waits(at) ? 0 : (1 - options.intents) * byTask[at]!) + options.intents * gains(at)
    const next = best(left, order.length === 0 ? (at) => pool.whole[at]! : value)
    order.push(next)
    left.delete(next)
    for (const intent of intents) {
      intent.open *= 1 - intent.probability[next]!
      intent.unserved *= 1 - intent.closeness[next]!
    }
  }
  return order
}

function intentOf(scores: readonly number[], whole: readonly number[], options: CoverOptions): Intent {
  const { blend, temperature, wish } = options
  const blended = scores.map((score, at) => blend * whole[at]! + (1 - blend) * score)
  const { most, ...relevance } = softmax(blended, temperature)
  const importance = 1 / (1 + Math.exp((wish - most) / 2))
  return { ...relevance, importance, isWish: most >= wish, open: 1, unserved: 1 }
}

function isOpen({ isWish, unserved }: Intent): boolean {
  return isWish && unserved > SERVED
}

/** What a tool adds, by its position: over the unserved wishes while there are any, else over all intents. */
function gainOf(intents: readonly Intent[]): (at: number) => number {
  const total = intents.reduce((sum, intent) => sum + intent.importance, 0) || 1
  const serving = intents.some(isOpen)
  const counted = serving ? intents.filter(isOpen) : intents
  return (at) =>
    counted.reduce((sum, one) => sum + (one.importance / total) * one.probability[at]! * one.open, 0)
}

function softmax(scores: readonly number[], temperature: number) {
  const most = scores.reduce((highest, score) => Math.max(highest, score), Number.NEGATIVE_INFINITY)
  const closeness = scores.map((score) => Math.exp((score - most) / temperature))
  const sum = closeness.reduce((total, one) => total + one, 0)
  return { most, closeness, probability: closeness.map((one) => one / sum) }
}

function best(positions: Iterable<number>, value: (at: number) => number): number {
  let found = -1
  let most = Number.NEGATIVE_INFINITY
  for (const at of positions) {
    const one = value(at)
    if (found < 0 || one > most || (one === most && at < found)) {
      found = at
      most = one
    }
  }
  return found
}
