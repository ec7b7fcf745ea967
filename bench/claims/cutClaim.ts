import { type PolicyName, planConversation } from 'toolcrib'
import { taskOf } from 'toolcrib/eval'
import type { ReportEstimate } from 'toolcrib/report'
import { toolRows } from '../data/toolRows.js'
import { recallOf } from '../suites/robustnessSuite.js'
import { type ClaimInput, listTokens } from './ClaimInput.js'
import { estimateOf, mean } from './estimateOf.js'
import { sampleCatalogs } from './sampleCatalogs.js'

/** Tools of a catalog, and how many are left. */
const CATALOG = 50
export const CUTS = [5, 8] as const
const SEED = 31

/** Model whose prices are taken, and the ways to give it tools that are priced. */
export const CUT_MODEL = 'claude-sonnet-5-5'
const POLICIES: readonly PolicyName[] = ['fixed', 'per-turn', 'append']

/** What is left when lists of 50 tools are cut. */
export interface CutFigures {
  catalogs: number
  tasks: number
  /** Mean tokens of a tool and of a whole list. */
  toolTokens: number
  listTokens: number
  rows: { name: string; cut: number; saved: number; recall: ReportEstimate | null }[]
  /** Money of ten turns against sending everything, by `cache`; shares below 1 are cheaper. */
  money: { policy: PolicyName; uncached: number; cached: number }[]
}

/** Draws catalogs of 50 tools and cuts each to the first 5 and 8 of every ranking. */
export async function cutClaim({ set, contenders, tokens, onProgress }: ClaimInput): Promise<CutFigures> {
  const catalogs = sampleCatalogs(set, { size: CATALOG, fill: 'any', seed: SEED })
  const all = catalogs.map(({ sources }) =>
    listTokens(
      tokens,
      toolRows(sources).map(({ id }) => id),
    ),
  )
  const rows: CutFigures['rows'] = []
  let left = 0
  for (const [at, contender] of contenders.entries()) {
    const ranked: { recalls: number[]; saved: number[]; kept: number[] }[] = CUTS.map(() => ({
      recalls: [],
      saved: [],
      kept: [],
    }))
    for (const [place, { sources, queries }] of catalogs.entries()) {
      await contender.index(sources)
      for (const query of queries) {
        const first = await contender.rank(taskOf(query), Math.max(...CUTS))
        for (const [which, cut] of CUTS.entries()) {
          const ids = first.slice(0, cut)
          const kept = listTokens(tokens, ids)
          ranked[which]!.recalls.push(recallOf(query, ids))
          ranked[which]!.kept.push(kept)
          ranked[which]!.saved.push(1 - kept / all[place]!)
        }
      }
      onProgress((at + (place + 1) / catalogs.length) / contenders.length)
    }
    for (const [which, cut] of CUTS.entries()) {
      const { recalls, saved, kept } = ranked[which]!
      rows.push({ name: contender.name, cut, saved: mean(saved), recall: estimateOf(recalls) })
      left = mean(kept)
    }
  }
  const whole = mean(all)
  return {
    catalogs: catalogs.length,
    tasks: catalogs.reduce((sum, { queries }) => sum + queries.length, 0),
    toolTokens: whole / CATALOG,
    listTokens: whole,
    rows,
    money: moneyOf(Math.round(whole), Math.round(left)),
  }
}

/** The last contender's longer list, in a conversation of ten turns with a new task in every third. */
function moneyOf(all: number, selected: number): CutFigures['money'] {
  const shares = (cache: 'off' | 'short') => {
    const { policies } = planConversation({
      model: CUT_MODEL,
      tools: { all, selected, described: all },
      conversation: { cache },
    })
    return new Map(policies.map(({ policy, ofEverything }) => [policy, ofEverything]))
  }
  const [uncached, cached] = [shares('off'), shares('short')]
  return POLICIES.map((policy) => ({
    policy,
    uncached: uncached.get(policy) ?? 1,
    cached: cached.get(policy) ?? 1,
  }))
}
