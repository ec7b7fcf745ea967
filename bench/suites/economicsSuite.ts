import { type Crib, createCrib, createSessionState, type Plan, type PolicyName, type Task } from 'toolcrib'
import { type QueryRow, taskOf } from 'toolcrib/eval'
import type { Contender } from '../contenders/Contender.js'
import type { BenchSet } from '../data/BenchSet.js'
import { keptShare } from '../data/keptShare.js'
import type { Progress } from '../report/createProgress.js'

/** Models that conversations are priced for: one of each provider's middle, one dear, one cheap. */
export const MODELS = [
  'claude-opus-5-5',
  'claude-sonnet-5-5',
  'gpt-6.2-sol',
  'gpt-5.4',
  'gemini-3.1-pro-preview',
] as const

/** Tokens that stand before the first turn: none, and a long history, behind which a changed list is dear. */
export const HISTORIES = [0, 50_000] as const

/** Tools that the meta-tool search names first. */
const SEARCHED = 10

/** What each policy shows of a conversation's last task, and what lists cost. */
export interface MeasuredPolicies {
  /** Tasks with a history. */
  tasks: number
  /** Mean messages of the user in a conversation. */
  messages: number
  /** By policy: recall of each task's right tools, 0 to 1, in the order of the tasks. */
  recall: Readonly<Record<Exclude<PolicyName, 'everything'>, number[]>>
  /** Mean tokens: of a selection, of what a later message adds to a list that grows, of what a provider's search loads. */
  tokens: { selected: number; appended: number; found: number }
}

/** A plan with what it was made for. */
export interface PricedModel {
  model: string
  historyTokens: number
  plan: Plan
}

/** What one conversation gave. */
interface Played {
  recall: Record<keyof MeasuredPolicies['recall'], number>
  selected: number
  appended: number[]
  found: number
}

/** What measuring needs besides the set. */
export interface EconomicsOptions {
  /** Most tokens of a list. */
  maxTokens: number
  /** A provider's search over the same tools, indexed already: what `deferred` loads. */
  search: Contender
  progress: Progress
}

/** Tasks of a set that are the last message of a conversation, and that some tool fits. */
export function conversationTasks({ queries }: BenchSet): QueryRow[] {
  return queries.filter(({ gold, history = [] }) => gold.length > 0 && history.length > 0)
}

/** Plays the conversations of a set under every policy. Undefined where the set has none. */
export async function measurePolicies(
  crib: Crib,
  set: BenchSet,
  { maxTokens, search, progress }: EconomicsOptions,
): Promise<MeasuredPolicies | undefined> {
  const rows = conversationTasks(set)
  if (rows.length === 0) return undefined
  const { tools } = await crib.cost()
  const played: Played[] = []
  for (const row of rows) {
    const found = (await search.select?.(taskOf(row), maxTokens))?.ids ?? []
    const tokens = found.reduce((sum, id) => sum + (tools.get(id) ?? 0), 0)
    played.push(await play(crib, row, { maxTokens, found, foundTokens: tokens }))
    progress.update(played.length / rows.length)
  }
  progress.end()
  const recallOf = (policy: keyof Played['recall']) => played.map(({ recall }) => recall[policy])
  const policies = Object.keys(played[0]!.recall) as (keyof Played['recall'])[]
  return {
    tasks: rows.length,
    messages: mean(rows.map(({ history = [] }) => history.length + 1)),
    recall: Object.fromEntries(
      policies.map((policy) => [policy, recallOf(policy)]),
    ) as unknown as MeasuredPolicies['recall'],
    tokens: {
      selected: mean(played.map(({ selected }) => selected)),
      appended: mean(played.flatMap(({ appended }) => appended)),
      found: mean(played.map(({ found }) => found)),
    },
  }
}

async function play(
  crib: Crib,
  row: QueryRow,
  { maxTokens, found, foundTokens }: { maxTokens: number; found: readonly string[]; foundTokens: number },
): Promise<Played> {
  const share = (ids: readonly string[]) => keptShare(row, new Set(ids)) ?? 0
  const turns = turnsOf(row)
  const first = await crib.select(turns[0]!, { maxTokens })
  const last = await crib.select(turns.at(-1)!, { maxTokens })
  const grown = await grow(crib, turns, maxTokens)
  const { items } = await crib.rank(turns.at(-1)!, { limit: SEARCHED })
  const growing = share(grown.ids)
  return {
    recall: {
      fixed: share(first.items.map(({ id }) => id)),
      'per-turn': share(last.items.map(({ id }) => id)),
      append: growing,
      'append-inline': growing,
      'meta-tools': share(items.map(({ tool }) => tool.id)),
      deferred: share(found),
    },
    selected: last.tokens.after,
    appended: grown.added,
    found: foundTokens,
  }
}

/** The conversation as it stands after each message of the user. */
function turnsOf({ history = [], text }: QueryRow): Task[] {
  const said = [...history, text]
  return said.map((_, at) => ({
    messages: said.slice(0, at + 1).map((content) => ({ role: 'user' as const, content })),
  }))
}

/** The list of one session: what stands in it at the end, and the tokens that each message after the first put behind it. */
async function grow(crib: Crib, turns: readonly Task[], maxTokens: number) {
  let session = createSessionState()
  const lengths: number[] = []
  for (const [at, turn] of turns.entries()) {
    // Each message may add a list of its own: a list that grows needs the room to.
    const selection = await crib.select(turn, { maxTokens: maxTokens * (at + 1), session })
    session = selection.session!.state
    lengths.push(selection.tokens.after)
  }
  const added = lengths.slice(1).map((length, at) => Math.max(0, length - lengths[at]!))
  return { ids: session.entries.map(({ id }) => id), added }
}

/** Prices a conversation of every model and length of history, with what was measured. */
export async function priceModels(
  crib: Crib,
  { recall, tokens }: MeasuredPolicies,
  targetRecall: number,
): Promise<PricedModel[]> {
  const means = Object.fromEntries(Object.entries(recall).map(([policy, values]) => [policy, mean(values)]))
  const tools = Object.fromEntries(Object.entries(tokens).map(([name, value]) => [name, Math.round(value)]))
  const priced: PricedModel[] = []
  for (const historyTokens of HISTORIES) {
    for (const model of MODELS) {
      const plan = await crib.plan({
        model,
        conversation: { historyTokens },
        tools,
        recall: means,
        targetRecall,
      })
      priced.push({ model, historyTokens, plan })
    }
  }
  return priced
}

/** Opens an engine over a set's tools. */
export function openSet({ sources }: BenchSet): Promise<Crib> {
  return createCrib({ sources, invalidTools: 'skip' })
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
