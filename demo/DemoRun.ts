import type { Selection } from 'toolcrib'
import type { CapturedServer } from './capturePinned.js'
import type { Verdict } from './judge.js'

/** One task of the demo and what was handed out for it. */
export interface DemoResult {
  /** Id of the sample; null for a task of the user's own. */
  id: string | null
  /** Null for a task of the user's own. */
  verdict: Verdict | null
  selection: Selection
  /** Milliseconds of the selection alone. */
  ms: number
}

/** Everything that the demo shows: the document of `npm start -- --json`. */
export interface DemoRun {
  servers: (CapturedServer & { tokens: number })[]
  catalog: { tools: number; tokens: number; counter: string }
  /** Milliseconds: embedding and indexing all tools, counting their tokens. */
  ms: { index: number; count: number }
  results: DemoResult[]
}
