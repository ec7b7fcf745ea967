import { nthLargest } from './nthLargest.js'
import { NONE, type PackingProblem } from './PackingProblem.js'

/**
 * The Lagrangian relaxation of a problem: a token costs `lambda`, the limits on tools and servers stay, and groups (cover
 * and prerequisites) are priced into `adjusted`. Each evaluation is an upper bound, and leaves the best choice at those
 * prices. The limits on tools and servers are nested sets, so that taking the best of each server and then the best of all
 * is optimal (Edmonds 1971), and the bound is the linear relaxation's.
 */
export class Relaxation {
  /** Profit of each option, with what groups pay or cost. */
  readonly adjusted: Float64Array
  /** Best option of each candidate at the last prices, or NONE. */
  readonly best: Int32Array
  /** What the best option is worth beyond its tokens. */
  readonly worth: Float64Array
  /** 1 for the candidates that are taken at the last prices. */
  readonly kept: Uint8Array
  /** Tokens of the choice. */
  usage = 0
  /** Price of a tool, and of a tool of each server. */
  toolPrice = 0
  readonly serverPrice: Float64Array
  readonly #problem: PackingProblem
  readonly #scratch: Float64Array
  /** Unpinned candidates by server; undefined where no server is limited. */
  readonly #byServer: readonly (readonly number[])[] | undefined
  readonly #unpinned: Int32Array

  constructor(problem: PackingProblem) {
    const size = problem.pinned.length
    this.#problem = problem
    this.adjusted = problem.profit.slice()
    this.best = new Int32Array(size)
    this.worth = new Float64Array(size)
    this.kept = new Uint8Array(size)
    this.#scratch = new Float64Array(size)
    this.serverPrice = new Float64Array(problem.perServer.length)
    this.#unpinned = unpinnedOf(problem)
    this.#byServer = groupedByServer(problem, this.#unpinned)
  }

  /** Upper bound of the value at that price of a token, goals not counted. */
  evaluate(lambda: number): number {
    const { budget, pinned, tokens, slots } = this.#problem
    this.#choose(lambda)
    if (this.#byServer !== undefined) {
      for (const [server, members] of this.#byServer.entries())
        this.serverPrice[server] = this.#keepBest(members, this.#problem.perServer[server]!)
    }
    this.toolPrice = this.#keepBest(this.#unpinned, slots)
    if (this.#byServer !== undefined) {
      for (const [server, price] of this.serverPrice.entries())
        this.serverPrice[server] = Math.max(0, price - this.toolPrice)
    }
    let value = lambda * budget
    this.usage = 0
    for (let at = 0; at < pinned.length; at++) {
      if (this.kept[at] === 0) continue
      value += this.worth[at]!
      this.usage += tokens[this.best[at]!]!
    }
    return value
  }

  #choose(lambda: number): void {
    const { start, tokens, pinned } = this.#problem
    const { adjusted, best, worth, kept } = this
    for (let at = 0, option = 0; at < pinned.length; at++) {
      const end = start[at + 1]!
      let most = pinned[at] === 1 ? Number.NEGATIVE_INFINITY : 0
      let chosen = NONE
      for (; option < end; option++) {
        const reduced = adjusted[option]! - lambda * tokens[option]!
        if (reduced <= most) continue
        most = reduced
        chosen = option
      }
      best[at] = chosen
      worth[at] = most
      kept[at] = chosen === NONE ? 0 : 1
    }
  }

  /** Keeps the best `most` of those members that are kept; returns the price that makes the others not worth it. */
  #keepBest(members: ArrayLike<number>, most: number): number {
    const { kept, worth } = this
    const scratch = this.#scratch
    let count = 0
    for (let index = 0; index < members.length; index++) {
      const at = members[index]!
      if (kept[at] === 1) scratch[count++] = worth[at]!
    }
    if (count <= most) return 0
    const last = nthLargest(scratch, count, most)
    let next = 0
    for (let index = most; index < count; index++) if (scratch[index]! > next) next = scratch[index]!
    let equal = most
    for (let index = 0; index < most; index++) if (scratch[index]! > last) equal--
    for (let index = 0; index < members.length; index++) {
      const at = members[index]!
      if (kept[at] === 0 || worth[at]! > last) continue
      if (worth[at]! === last && equal > 0) equal--
      else kept[at] = 0
    }
    return (last + next) / 2
  }
}

function unpinnedOf({ pinned }: PackingProblem): Int32Array {
  const unpinned = new Int32Array(pinned.length)
  let count = 0
  for (let at = 0; at < pinned.length; at++) if (pinned[at] === 0) unpinned[count++] = at
  return unpinned.subarray(0, count)
}

function groupedByServer(problem: PackingProblem, unpinned: Int32Array): number[][] | undefined {
  const { perServer, server } = problem
  if (perServer.every((most) => most === Number.POSITIVE_INFINITY)) return undefined
  const groups: number[][] = Array.from(perServer, () => [])
  for (const at of unpinned) groups[server[at]!]!.push(at)
  return groups.every((group, at) => group.length <= perServer[at]!) ? undefined : groups
}
