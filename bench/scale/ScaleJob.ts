import type { ToolSource } from 'toolcrib'

/** What a child process of the scale suite is told, as a JSON file. */
export interface ScaleInput {
  sources: ToolSource[]
  /** Tasks that are timed, each once. */
  tasks: string[]
  /** Other tasks, to warm up. */
  warmUp: string[]
}

/** What a contender took in a process of its own. */
export interface AloneFigures {
  /** Milliseconds to take in all tools, from nothing; the library and its model are loaded. */
  index: number
  /** Megabytes (10^6 bytes) of the heap with typed arrays, after a full collection: what indexing and selections added. */
  heap: number
  /** Megabytes of the whole process then, definitions and loaded code included. */
  rss: number
}

/** Milliseconds of one selection of contenders that took turns in one process. */
export interface TurnFigures {
  name: string
  p50: number
  p95: number
}

/** Milliseconds of a fresh process; see coldChild.mjs. */
export interface ColdFigures {
  /** To import the library. */
  load: number
  /** From before the import to the first selection. */
  first: number
}
