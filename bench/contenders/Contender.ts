import type { Task, ToolSource } from 'toolcrib'
import type { QueryRow } from 'toolcrib/eval'

/** What a contender would send to the model for a task. */
export interface Handed {
  /** Ids of the tools. */
  ids: string[]
  /** Tokens of the serialised list. Absent: the suite adds up the tools' own tokens. */
  tokens?: number
}

/** One way of choosing tools, as the suites see it. */
export interface Contender {
  readonly name: string
  /** False when `rank` answers without waiting, so that its time holds no await. Default true. */
  readonly async?: boolean
  /** Takes in all tools; called once before `rank`. */
  index(sources: readonly ToolSource[]): Promise<void>
  /** Ids of the best tools, best first, at most `limit`. */
  rank(task: Task, limit: number): Promise<string[]> | string[]
  /** Its own packing. Absent: the suite packs its ranking (see `packWithin`). */
  select?(task: Task, maxTokens: number): Promise<Handed>
  /** Its own packing where tokens alone limit. Absent: the suite cuts its whole ranking. */
  pack?(task: Task, maxTokens: number): Promise<Handed>
  /** Frees what it holds. */
  close?(): Promise<void>
}

/** A contender that is loaded when its turn comes, or says in one line why it cannot run here. */
export interface ContenderEntry {
  readonly name: string
  load(options: LoadOptions): Promise<Contender | { skipped: string }>
}

/** What contenders may need from outside. */
export interface LoadOptions {
  /** Folder with the models of `localModels.ts`, or undefined where there is none. */
  models: string | undefined
  /** The labelled tasks, for the oracle alone. Default: none. */
  queries?: readonly QueryRow[]
}
