import type { BoundRow } from './boundRows.js'
import { NONE, type PackingProblem } from './PackingProblem.js'

/** What is not yet decided: candidates, each with the options that a better packing may give it. */
export interface Core {
  /** Candidates, those with the most tokens first: what they leave of the budget decides over the others. */
  readonly order: readonly number[]
  /** Options by place in `order`, NONE among them; the best of the first row first. */
  readonly choices: readonly (readonly number[])[]
  /** Candidates that have one option left, with it; those without any are not named. */
  readonly fixed: readonly { candidate: number; option: number }[]
}

/**
 * Leaves out what no packing better than `floor` can have: an option whose loss against the best of its candidate
 * brings some bound down to the floor (Ingargiola and Korsh 1973). Undefined where some candidate has none left.
 */
export function openCore(
  problem: PackingProblem,
  rows: readonly BoundRow[],
  floor: number,
): Core | undefined {
  const { pinned, start } = problem
  const slack = rows.map((row) => boundOf(problem, row) - floor)
  const open: { candidate: number; choices: number[]; tokens: number }[] = []
  const fixed: { candidate: number; option: number }[] = []
  for (let at = 0; at < pinned.length; at++) {
    const choices = pinned[at] === 1 ? [] : [NONE]
    for (let option = start[at]!; option < start[at + 1]!; option++) choices.push(option)
    const left = keptChoices(rows, choices, slack)
    if (left.length === 0) return undefined
    if (left.length > 1) open.push({ candidate: at, choices: left, tokens: mostTokens(problem, left) })
    else if (left[0] !== NONE || problem.groups.count > 0) fixed.push({ candidate: at, option: left[0]! })
  }
  open.sort((a, b) => b.tokens - a.tokens || a.candidate - b.candidate)
  return { order: open.map(({ candidate }) => candidate), choices: open.map(({ choices }) => choices), fixed }
}

/** What a row says of all packings, goals not counted. */
function boundOf({ pinned, start }: PackingProblem, { base, reduced }: BoundRow): number {
  let bound = base
  for (let at = 0, option = 0; at < pinned.length; at++) {
    let most = pinned[at] === 1 ? Number.NEGATIVE_INFINITY : 0
    for (; option < start[at + 1]!; option++) if (reduced[option]! > most) most = reduced[option]!
    bound += most
  }
  return bound
}

const worthOf = ({ reduced }: BoundRow, option: number) => (option === NONE ? 0 : reduced[option]!)

function keptChoices(rows: readonly BoundRow[], choices: number[], slack: readonly number[]): number[] {
  let left = choices
  for (const [at, row] of rows.entries()) {
    let most = Number.NEGATIVE_INFINITY
    for (const option of choices) most = Math.max(most, worthOf(row, option))
    left = left.filter((option) => most - worthOf(row, option) < slack[at]!)
  }
  return left.sort((a, b) => worthOf(rows[0]!, b) - worthOf(rows[0]!, a) || a - b)
}

function mostTokens({ tokens }: PackingProblem, choices: readonly number[]): number {
  let most = 0
  for (const option of choices) if (option !== NONE) most = Math.max(most, tokens[option]!)
  return most
}
