/**
 * Chooses the hysteresis of sessions: conversations over the sets of train/ that the bundled model has not seen, under three
 * limits, with the present constants of src/session/findVictims.ts and with each change of one of them. Every turn wants
 * what `select` hands out for its task alone. Prints, as means over sets, the recall, and how many of a list's tokens are
 * new in their place, by limit. Constants are set by hand from it.
 *
 * Usage: npm run model:session -- [path of shared/data/train]
 */
import { conversationsOf } from '../../bench/suites/conversations.js'
import { anew, measurePolicy, type SessionPolicy } from '../../bench/suites/sessionSuite.js'
import { type Crib, createCrib, createSessionState, type Wanted } from '../../src/index.js'
import { advanceSession } from '../../src/session/advanceSession.js'
import { HYSTERESIS, type Hysteresis } from '../../src/session/findVictims.js'
import { listTokens, measureItem } from '../../src/tokens/listCost.js'
import { loadTokenCounter } from '../../src/tokens/loadTokenCounter.js'
import { loadTrainSources, SINGLE_SETS } from './trainTasks.js'

const TASKS = 400
const LIMITS = [500, 1000, 2000]
const CHANGES: Partial<Hysteresis>[] = [
  {},
  ...[0, 0.03, 0.1].map((margin) => ({ margin })),
  ...[0.125, 0.5, 1, 4].map((halfLife) => ({ halfLife })),
  ...[0, 0.02, 0.07, 0.15, 0.3].map((least) => ({ least })),
  { margin: 0.1, halfLife: 4, least: 0 },
]

const counter = await loadTokenCounter('o200k_base')
const costs = new Map<string, ReturnType<typeof measureItem>>()
const wishes = new Map<string, Wanted[]>()

const folder = process.argv[2] ?? '../shared/data/train'
const sets: { name: string; crib: Crib; conversations: ReturnType<typeof conversationsOf> }[] = []
for (const name of [...SINGLE_SETS, 'sealtools']) {
  const { sources, tasks } = loadTrainSources(folder, name, TASKS)
  const crib = await createCrib({ sources, invalidTools: 'skip' })
  const queries = tasks.map((task, at) => ({ id: String(at), ...task }))
  sets.push({ name, crib, conversations: conversationsOf(queries) })
}
await report('anew each turn', ({ crib }, maxTokens) => anew(crib, maxTokens))
for (const change of CHANGES) {
  await report(JSON.stringify(change), ({ name, crib }, maxTokens) =>
    replay({ name, crib, maxTokens }, { ...HYSTERESIS, ...change }),
  )
}

async function report(
  label: string,
  policy: (set: (typeof sets)[number], maxTokens: number) => SessionPolicy,
): Promise<void> {
  const parts: string[] = []
  for (const limit of LIMITS) {
    const rows: Awaited<ReturnType<typeof measurePolicy>>[] = []
    for (const set of sets) rows.push(await measurePolicy(set.conversations, policy(set, limit), counter))
    const mean = (figure: 'recall' | 'fresh' | 'tokens') =>
      rows.reduce((sum, row) => sum + row[figure], 0) / rows.length
    parts.push(
      `${limit}: recall ${(100 * mean('recall')).toFixed(2)}, ${mean('fresh').toFixed(0)} new of ${mean('tokens').toFixed(0)}`,
    )
  }
  console.log(`${label}: ${parts.join('; ')}`)
}

function replay(
  { name, crib, maxTokens }: { name: string; crib: Crib; maxTokens: number },
  hysteresis: Hysteresis,
): SessionPolicy {
  return async (tasks) => {
    let state = createSessionState()
    const lists = []
    for (const { text } of tasks) {
      const key = JSON.stringify([name, maxTokens, text])
      const wanted = wishes.get(key) ?? (await wantedFor(crib, text, maxTokens))
      wishes.set(key, wanted)
      const { catalog } = crib
      const hashOf = (id: string) => catalog.get(id)?.hash
      const limits = { maxTokens }
      const turn = { asked: key, wanted, hashOf, limits, tokensOf, hysteresis }
      state = advanceSession(state, turn).state
      lists.push(state.entries.map(({ id, level, json }) => ({ id, level, json })))
    }
    return lists
  }
}

async function wantedFor(crib: Crib, task: string, maxTokens: number): Promise<Wanted[]> {
  const { items, tools } = await crib.select(task, { maxTokens, search: 'off' })
  const definitions = new Map(tools.map((tool) => [tool.name, JSON.stringify(tool)]))
  return items.map(({ id, wireName, level, confidence }) => ({
    id,
    hash: crib.catalog.get(id)!.hash,
    wireName,
    level,
    json: definitions.get(wireName)!,
    usefulness: confidence,
    pinned: false,
  }))
}

function tokensOf(list: readonly string[]): number {
  const items = list.map((json) => {
    const cost = costs.get(json) ?? measureItem(counter, json)
    costs.set(json, cost)
    return cost
  })
  return listTokens(counter, items)
}
