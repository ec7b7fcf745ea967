import type { ModelPrices } from '../tokens/prices/ModelPrices.js'
import { addBill, type Bill, emptyBill } from './Bill.js'
import type { CacheTerms } from './CacheTerms.js'

/** Requests whose prompts grow by the same number of tokens each: `first`, `first + step`, `first + 2 step`, ... */
export interface Run {
  /** Tokens of the first prompt. */
  readonly first: number
  /** Tokens that every next prompt has more, 0 or more. */
  readonly step: number
  /** Requests, 0 or more. */
  readonly count: number
  /** Tokens that the model writes in each. */
  readonly output: number
  /** Leading tokens of the first prompt that an earlier prompt has left to be read. */
  readonly entry: number
  /** The same for each later prompt; undefined where that is the whole prompt before it. */
  readonly steady: number | undefined
}

/**
 * What a run costs: prompts are summed as arithmetic series between the lengths at which a price changes. A request whose
 * prompt is shorter than `terms.least` is billed as plain input; any other reads what an earlier one of at least that
 * length has left, and writes the rest.
 */
export function runBill(run: Run, model: ModelPrices, terms: CacheTerms): Bill {
  const total = emptyBill()
  const short = belowOf(run, terms.least)
  const normal = belowOf(run, longFrom(model))
  const cuts = [0, Math.min(short, normal), Math.max(short, normal), run.count]
  for (let at = 0; at < 3; at++)
    addBill(total, stretch(run, { from: cuts[at]!, to: cuts[at + 1]!, model, terms }))
  return total
}

/** The shortest prompt for which the prices of long ones hold. */
function longFrom({ longContext }: ModelPrices): number {
  return longContext === null ? Number.POSITIVE_INFINITY : longContext.above + 1
}

/** How many prompts of the run, which only grow, have fewer than `limit` tokens. */
function belowOf({ first, step, count }: Run, limit: number): number {
  if (count === 0 || first >= limit) return 0
  if (step === 0 || limit === Number.POSITIVE_INFINITY) return count
  return Math.min(count, Math.ceil((limit - first) / step))
}

/** The requests `from` to `to` of a run, for all of which the same prices hold. */
function stretch(
  run: Run,
  { from, to, model, terms }: { from: number; to: number; model: ModelPrices; terms: CacheTerms },
): Bill {
  const requests = to - from
  if (requests === 0) return emptyBill()
  const first = run.first + from * run.step
  const prompts = seriesSum(first, run.step, requests)
  const output = run.output * requests
  const factors = first >= longFrom(model) ? model.longContext! : { input: 1, output: 1 }
  const cached = first < terms.least ? 0 : readTokens(run, { from, requests, least: terms.least })
  const anew = prompts - cached
  const [written, uncached] = first < terms.least ? [0, anew] : [anew, 0]
  const input = cached * model.cacheRead + written * terms.write + uncached * model.input
  const usd = (factors.input * input + factors.output * output * model.output) / 1e6
  return { usd, cached, written, uncached, output, requests }
}

/** Tokens that `requests` of a run, the first at `from`, read from the cache; all their prompts have `least` or more. */
function readTokens(
  { first, step, entry, steady }: Run,
  { from, requests, least }: { from: number; requests: number; least: number },
): number {
  const left = (tokens: number) => (tokens >= least ? tokens : 0)
  const start = left(from === 0 ? entry : (steady ?? first + (from - 1) * step))
  if (steady !== undefined) return start + (requests - 1) * left(steady)
  return start + seriesSum(first + from * step, step, requests - 1)
}

/** Sum of `count` terms of an arithmetic series. */
function seriesSum(first: number, step: number, count: number): number {
  return count * first + (step * count * (count - 1)) / 2
}
