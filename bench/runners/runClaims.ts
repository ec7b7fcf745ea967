import { createCrib, type ToolSource } from 'toolcrib'
import { distractors } from '../changes/distractors.js'
import { cutClaim } from '../claims/cutClaim.js'
import { routingClaim } from '../claims/routingClaim.js'
import { savedClaim } from '../claims/savedClaim.js'
import { searchClaim } from '../claims/searchClaim.js'
import { thresholdClaim } from '../claims/thresholdClaim.js'
import { bm25 } from '../contenders/bm25.js'
import { bm25Search } from '../contenders/bm25Search.js'
import type { Contender, ContenderEntry } from '../contenders/Contender.js'
import { keptOnDisk } from '../contenders/keptOnDisk.js'
import { loadLocalModel, MINI_LM } from '../contenders/localModels.js'
import { miniLmKept } from '../contenders/miniLm.js'
import { regexSearch } from '../contenders/regexSearch.js'
import { toolcribDefault } from '../contenders/toolcrib.js'
import type { BenchSet } from '../data/BenchSet.js'
import { loadServers } from '../data/loadServers.js'
import { otherSources } from '../data/otherSources.js'
import { commandOf } from '../report/commandOf.js'
import { sectionText } from '../report/sectionText.js'
import { cutSection } from '../sections/claims/cutSection.js'
import { routingSection } from '../sections/claims/routingSection.js'
import { savedSection } from '../sections/claims/savedSection.js'
import { searchSection } from '../sections/claims/searchSection.js'
import { thresholdSection } from '../sections/claims/thresholdSection.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Ours last: the money of the first claim is that of its lists. */
const RANKERS: readonly ContenderEntry[] = [bm25, miniLmKept, toolcribDefault]

/** Tries what is often said about selecting tools on our own tasks. No model is called. */
export async function runClaims({ arguments: args, models, progress }: SuiteContext): Promise<SuiteRun> {
  const set = await loadServers(args.split)
  const tokens = await tokensOf(set.sources)
  const { contenders, skipped } = await loadAll(RANKERS, models)
  const run = async <Figures>(
    label: string,
    claim: (onProgress: (done: number) => void) => Promise<Figures>,
  ) => {
    const line = progress(`claim ${label}`)
    const figures = await claim(line.update)
    line.end()
    return figures
  }
  const input = { set, contenders, tokens }
  const cut = await run('cut', (onProgress) => cutClaim({ ...input, onProgress }))
  const saved = await run('saved', (onProgress) => savedClaim({ ...input, onProgress }))
  const search = await run('search', (onProgress) => searched(set, contenders, onProgress))
  const routing = await run('routing', (onProgress) => routingClaim({ ...input, onProgress }))
  for (const contender of contenders) await contender.close?.()
  const embed = await loadLocalModel(models, MINI_LM)
  const threshold =
    'skipped' in embed
      ? []
      : await run('threshold', () => thresholdClaim(set, keptOnDisk(embed, MINI_LM), tokens))
  const command = commandOf('claims', args)
  const sections = [
    cutSection(cut),
    routingSection(routing),
    savedSection(tokens.size, saved),
    searchSection(search),
    ...(threshold.length === 0 ? [] : [thresholdSection(threshold)]),
  ].map((section) => ({ ...section, command }))
  return {
    text: [sectionText(sections), ...skipped].join('\n\n'),
    data: { cut, routing, saved, search, threshold, skipped },
    sections,
    passed: true,
  }
}

/** Our tools alone, and among ten times as many where the public data is there. */
async function searched(set: BenchSet, contenders: readonly Contender[], onProgress: (done: number) => void) {
  const others = await otherSources()
  const sets = others.length === 0 ? [set] : [set, distractors(others).apply(set)]
  const searches = await loadAll([regexSearch, bm25Search], undefined)
  return searchClaim(sets, [...searches.contenders, ...contenders], onProgress)
}

async function tokensOf(sources: readonly ToolSource[]): Promise<ReadonlyMap<string, number>> {
  const crib = await createCrib({ sources })
  const { tools } = await crib.cost()
  await crib.close()
  return tools
}

async function loadAll(entries: readonly ContenderEntry[], models: string | undefined) {
  const contenders: Contender[] = []
  const skipped: string[] = []
  for (const entry of entries) {
    const loaded = await entry.load({ models })
    if ('skipped' in loaded) skipped.push(`${entry.name} was skipped: ${loaded.skipped}`)
    else contenders.push(loaded)
  }
  return { contenders, skipped }
}
