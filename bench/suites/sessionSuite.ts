import {
  type Crib,
  createSessionState,
  type Level,
  listTokens,
  loadTokenCounter,
  measureItem,
  type TokenCounter,
} from 'toolcrib'
import { type QueryRow, toGroups } from 'toolcrib/eval'

/** A tool of a list that is sent. */
export interface Sent {
  /** Undefined for the search tool. */
  id: string | undefined
  level: Level
  json: string
}

/** The lists that a conversation's turns send. */
export type SessionPolicy = (tasks: readonly QueryRow[]) => Promise<Sent[][]>

/** How a policy does, over all turns. */
export interface SessionRow {
  policy: string
  /** Most tokens of a list. */
  maxTokens: number
  /** Mean share of a turn's right tools that its list has at a level that a model can call from, 0 to 1. */
  recall: number
  /** Mean tokens of a list. */
  tokens: number
  /** Mean tokens of a list that did not stand there, in the same place, in the last one; the first list counts whole. */
  fresh: number
  /** Share of the turns after the first whose list does not begin with the whole last list, 0 to 1. */
  breaks: number
}

/** A list made anew each turn. */
export function anew(crib: Crib, maxTokens: number): SessionPolicy {
  return async (tasks) => {
    const lists: Sent[][] = []
    for (const { text } of tasks) {
      const { tools, items } = await crib.select(text, { maxTokens })
      const byName = new Map(items.map((item) => [item.wireName, item]))
      lists.push(
        tools.map((tool) => {
          const item = byName.get(tool.name)
          return { id: item?.id, level: item?.level ?? 'full', json: JSON.stringify(tool) }
        }),
      )
    }
    return lists
  }
}

/** The list of one session. */
export function inSession(crib: Crib, maxTokens: number): SessionPolicy {
  return async (tasks) => {
    let session = createSessionState()
    const lists: Sent[][] = []
    for (const { text } of tasks) {
      const selection = await crib.select(text, { maxTokens, session })
      session = selection.session!.state
      lists.push(session.entries.map(({ id, level, json }) => ({ id, level, json })))
    }
    return lists
  }
}

/** Lists made anew and lists of sessions, both under the limit. */
export async function sessionSuite(
  crib: Crib,
  conversations: readonly (readonly QueryRow[])[],
  maxTokens: number,
): Promise<SessionRow[]> {
  const counter = await loadTokenCounter('o200k_base')
  const policies = { 'anew each turn': anew(crib, maxTokens), session: inSession(crib, maxTokens) }
  const rows: SessionRow[] = []
  for (const [policy, lists] of Object.entries(policies))
    rows.push({ policy, maxTokens, ...(await measurePolicy(conversations, lists, counter)) })
  return rows
}

/** Plays every conversation under one policy; figures come from the lists alone. */
export async function measurePolicy(
  conversations: readonly (readonly QueryRow[])[],
  policy: SessionPolicy,
  counter: TokenCounter,
): Promise<Omit<SessionRow, 'policy' | 'maxTokens'>> {
  const tokensOf = countingOnce(counter)
  const sum = { turns: 0, later: 0, recall: 0, tokens: 0, fresh: 0, breaks: 0 }
  for (const tasks of conversations) {
    let before: readonly Sent[] = []
    for (const [at, list] of (await policy(tasks)).entries()) {
      const tokens = tokensOf(list)
      const same = commonPrefix(before, list)
      sum.turns++
      sum.recall += recallOf(tasks[at]!, list)
      sum.tokens += tokens
      sum.fresh += tokens - tokensOf(list.slice(0, same))
      if (at > 0) sum.later++
      if (same < before.length) sum.breaks++
      before = list
    }
  }
  const { turns, later } = sum
  return {
    recall: sum.recall / turns,
    tokens: sum.tokens / turns,
    fresh: sum.fresh / turns,
    breaks: sum.breaks / Math.max(1, later),
  }
}

function countingOnce(counter: TokenCounter): (list: readonly Sent[]) => number {
  const costs = new Map<string, ReturnType<typeof measureItem>>()
  return (list) => {
    const items = list.map(({ json }) => {
      const cost = costs.get(json) ?? measureItem(counter, json)
      costs.set(json, cost)
      return cost
    })
    return items.length === 0 ? 0 : listTokens(counter, items)
  }
}

function commonPrefix(before: readonly Sent[], list: readonly Sent[]): number {
  const differing = before.findIndex(({ json }, at) => json !== list[at]?.json)
  return differing < 0 ? before.length : differing
}

function recallOf(task: QueryRow, list: readonly Sent[]): number {
  const listed = new Set(list.flatMap(({ id, level }) => (level === 'name' ? [] : [id])))
  const groups = toGroups(task)
  return groups.filter((group) => group.some((id) => listed.has(id))).length / groups.length
}
