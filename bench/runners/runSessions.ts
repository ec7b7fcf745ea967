import { createCrib } from 'toolcrib'
import type { BenchSet } from '../data/BenchSet.js'
import { loadDevSet } from '../data/devSets.js'
import { loadSet } from '../data/loadSet.js'
import { sessionText } from '../report/sessionText.js'
import { conversationsOf } from '../suites/conversations.js'
import { type SessionRow, sessionSuite } from '../suites/sessionSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Limits that are measured, in multiples of `--max-tokens`. */
const MULTIPLES = [0.5, 1, 2]

/** What a set gave. */
export interface SessionFigures {
  tools: number
  conversations: number
  turns: number
  rows: SessionRow[]
}

/** What of a list stays over conversations, and what that costs in recall: on public sets, or on a set of the user's. */
export async function runSessions({ arguments: args, progress }: SuiteContext): Promise<SuiteRun> {
  const sets: Record<string, SessionFigures> = {}
  for (const load of args.files === undefined ? PUBLIC : [() => loadSet(args.files!)]) {
    const set = await load()
    const bar = progress(`${set.name}: sessions`)
    const crib = await createCrib({ sources: set.sources, invalidTools: 'skip' })
    try {
      const conversations = conversationsOf(set.queries)
      const rows: SessionRow[] = []
      for (const [at, multiple] of MULTIPLES.entries()) {
        rows.push(...(await sessionSuite(crib, conversations, Math.round(multiple * args.maxTokens))))
        bar.update((at + 1) / MULTIPLES.length)
      }
      sets[set.name] = {
        tools: crib.catalog.tools.length,
        conversations: conversations.length,
        turns: conversations.flat().length,
        rows,
      }
    } finally {
      bar.end()
      await crib.close()
    }
  }
  return { text: sessionText(sets), data: { sets }, passed: true }
}

const PUBLIC: readonly (() => Promise<BenchSet>)[] = [
  () => loadDevSet('vendor_mcp_evals'),
  () => loadDevSet('metatool'),
]
