import type { Bill } from './Bill.js'
import { conversationBill } from './closedForm.js'
import { holdsFrom } from './holdsFrom.js'
import { isCheaper } from './isCheaper.js'
import type { BreakEven } from './Plan.js'
import type { Policy, PolicyInput } from './Policy.js'
import { everything } from './policies/everything.js'

/** Largest catalog and history that are looked at, in tokens. */
const MOST_TOKENS = 1_000_000

/** A policy with its bills after each number of turns. */
export interface Billed {
  readonly policy: Policy
  readonly bills: readonly Bill[]
}

/** Where each policy and sending everything, which is among them, change places. One for each policy but that. */
export function breakEvens(billed: readonly Billed[], input: PolicyInput): BreakEven[] {
  const base = billed.find(({ policy }) => policy === everything)!
  const byCatalog = costs((tokens) => withCatalog(input, tokens))
  const byHistory = costs((historyTokens) => ({
    ...input,
    conversation: { ...input.conversation, historyTokens },
  }))
  return billed
    .filter((of) => of !== base)
    .map(({ policy, bills }) => ({
      policy: policy.name,
      turns: standings(bills, base.bills),
      catalogTokens: holdsFrom((tokens) => isCheaper(byCatalog.of(policy, tokens), byCatalog.all(tokens)), {
        least: 1,
        most: MOST_TOKENS,
      }),
      historyTokens: holdsFrom((tokens) => isCheaper(byHistory.all(tokens), byHistory.of(policy, tokens)), {
        least: 0,
        most: MOST_TOKENS,
      }),
    }))
}

/** USD by a size that the input is changed to; those of sending everything, which every policy asks for, are kept. */
function costs(changed: (size: number) => PolicyInput) {
  const kept = new Map<number, number>()
  const of = (policy: Policy, size: number) => conversationBill(policy, changed(size)).usd
  const all = (size: number) => {
    const usd = kept.get(size) ?? of(everything, size)
    kept.set(size, usd)
    return usd
  }
  return { of, all }
}

function standings(own: readonly Bill[], other: readonly Bill[]): BreakEven['turns'] {
  const turns: { from: number; stands: 'cheaper' | 'dearer' | 'equal' }[] = []
  for (const [at, { usd }] of own.entries()) {
    const theirs = other[at]!.usd
    const stands = isCheaper(usd, theirs) ? 'cheaper' : isCheaper(theirs, usd) ? 'dearer' : 'equal'
    if (turns.at(-1)?.stands !== stands) turns.push({ from: at + 1, stands })
  }
  return turns
}

/** The same with a catalog of another size: tools are as long as before, so that an answer about a few of them is too. */
function withCatalog(input: PolicyInput, all: number): PolicyInput {
  const { tools } = input
  const described = Math.ceil((tools.described * all) / tools.all)
  const searchAnswer = Math.min(tools.searchAnswer, all)
  const describeAnswer = Math.min(tools.describeAnswer, all)
  return { ...input, tools: { ...tools, all, described, searchAnswer, describeAnswer } }
}
