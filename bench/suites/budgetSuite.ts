import {
  type Candidate,
  type Crib,
  createCrib,
  type Level,
  loadTokenCounter,
  measureItem,
  pack,
  sharedParts,
  type TokenCounter,
  toolAtLevel,
} from 'toolcrib'
import { comparePaired, type PairedComparison, type QueryRow } from 'toolcrib/eval'
import type { BenchSet } from '../data/BenchSet.js'
import { keptShare } from '../data/keptShare.js'
import type { Progress } from '../report/createProgress.js'

/** Shares of the catalog's tokens that are given as budgets. */
export const BUDGETS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.4] as const

/** What is compared: the ranked list cut at one level, and tools and levels chosen together. */
export const STRATEGIES = ['full', 'compact', 'packed'] as const

/** One of {@link STRATEGIES}. */
export type Strategy = (typeof STRATEGIES)[number]

/** What one budget gives. */
export interface BudgetFigures {
  /** Share of the catalog, and tokens. */
  share: number
  tokens: number
  /** Mean share of a task's right tools that a model could call, 0 to 1; and mean tools, and tokens used. */
  recall: Record<Strategy, number>
  tools: Record<Strategy, number>
  used: Record<Strategy, number>
  /** `packed` less the list cut at that level. */
  against: Record<'full' | 'compact', PairedComparison>
}

/** Shares of the catalog at which packing has to find clearly more than the list cut at full. */
const CLEARLY = [0.05, 0.1]

/** A difference with a smaller p-value is none of chance. */
const SIGNIFICANCE = 0.05

/**
 * What does not hold, in a sentence each: packing finds no less than either cut list at 5, 10, 20 and 40 % of the catalog, and
 * significantly more than the one cut at full at 5 and 10 %. Empty where all of it holds.
 */
export function brokenFloors(name: string, figures: readonly BudgetFigures[]): string[] {
  return figures.flatMap(({ share, against }) => {
    if (share < CLEARLY[0]!) return []
    const at = `${name}, ${100 * share} %`
    const worse = (['full', 'compact'] as const)
      .filter((level) => against[level].difference < 0)
      .map((level) => `${at}: packed finds less than the list cut at ${level}`)
    const { difference, pValue } = against.full
    const isClear = difference > 0 && pValue < SIGNIFICANCE
    if (isClear || !CLEARLY.includes(share)) return worse
    return [...worse, `${at}: packed does not find significantly more than the list cut at full`]
  })
}

/** One strategy's answer to one task. */
interface Handed {
  kept: number
  tools: number
  tokens: number
}

/** Hands out tools for every task with gold under every budget, by every strategy. */
export async function budgetSuite(set: BenchSet, progress: Progress): Promise<BudgetFigures[]> {
  const crib = await createCrib({ sources: set.sources, invalidTools: 'skip' })
  try {
    const { total } = await crib.cost()
    const lists = await listsOf(crib)
    const tasks = set.queries.filter(({ gold }) => gold.length > 0)
    const rows = BUDGETS.map((): Record<Strategy, Handed[]> => ({ full: [], compact: [], packed: [] }))
    for (const [at, task] of tasks.entries()) {
      const ranked = await rankedIds(crib, task)
      for (const [index, share] of BUDGETS.entries()) {
        const maxTokens = Math.floor(share * total)
        rows[index]!.full.push(cut(ranked, lists, { task, maxTokens, level: 'full' }))
        rows[index]!.compact.push(cut(ranked, lists, { task, maxTokens, level: 'compact' }))
        rows[index]!.packed.push(await packed(crib, task, maxTokens))
      }
      progress.update((at + 1) / tasks.length)
    }
    return BUDGETS.map((share, index) =>
      figuresOf(rows[index]!, { share, tokens: Math.floor(share * total) }),
    )
  } finally {
    progress.end()
    await crib.close()
  }
}

/** Every tool of the catalog at the levels that lists are cut at. */
interface Lists {
  counter: TokenCounter
  items: Record<'full' | 'compact', ReadonlyMap<string, Candidate & { id: string }>>
}

async function listsOf({ catalog }: Crib): Promise<Lists> {
  const counter = await loadTokenCounter('o200k_base')
  const shared = sharedParts(catalog.tools)
  const at = (level: Level) =>
    new Map(
      catalog.tools.map((tool) => {
        const wireName = catalog.wireName(tool.id)
        const context = { wireName, shared: shared.get(tool.server)! }
        const { definition } = toolAtLevel(tool, level, context)
        const cost = measureItem(counter, JSON.stringify(definition))
        return [tool.id, { ...cost, id: tool.id, wireName, pinned: false }] as const
      }),
    )
  return { counter, items: { full: at('full'), compact: at('compact') } }
}

async function rankedIds(crib: Crib, task: QueryRow): Promise<string[]> {
  const { items } = await crib.rank(task.text, { limit: crib.catalog.tools.length })
  return items.map(({ tool }) => tool.id)
}

/** The ranked list, best first, as far as the budget goes; a tool that does not fit is passed over. */
function cut(
  ranked: readonly string[],
  { counter, items }: Lists,
  { task, maxTokens, level }: { task: QueryRow; maxTokens: number; level: 'full' | 'compact' },
): Handed {
  const { chosen, tokens } = pack(
    ranked.map((id) => items[level].get(id)!),
    { maxTokens },
    counter,
  )
  return { kept: keptShare(task, new Set(chosen.map(({ id }) => id)))!, tools: chosen.length, tokens }
}

/** What `select` hands out with the whole budget; only levels that a model can call from count. */
async function packed(crib: Crib, task: QueryRow, maxTokens: number): Promise<Handed> {
  const { items, tokens } = await crib.select(task.text, {
    maxTokens,
    maxTools: crib.catalog.tools.length,
    minConfidence: 0,
    search: 'off',
  })
  const callable = items.filter(({ level }) => level !== 'name')
  return {
    kept: keptShare(task, new Set(callable.map(({ id }) => id)))!,
    tools: items.length,
    tokens: tokens.after,
  }
}

function figuresOf(
  handed: Record<Strategy, Handed[]>,
  budget: { share: number; tokens: number },
): BudgetFigures {
  const mean = (of: (one: Handed) => number) =>
    Object.fromEntries(
      STRATEGIES.map((name) => [
        name,
        handed[name].reduce((sum, one) => sum + of(one), 0) / handed[name].length,
      ]),
    ) as Record<Strategy, number>
  const kept = (name: Strategy) => handed[name].map((one) => one.kept)
  return {
    ...budget,
    recall: mean((one) => one.kept),
    tools: mean((one) => one.tools),
    used: mean((one) => one.tokens),
    against: {
      full: comparePaired(kept('packed'), kept('full')),
      compact: comparePaired(kept('packed'), kept('compact')),
    },
  }
}
