/** One labelled task: a row of `queries.jsonl`. */
export interface QueryRow {
  /** Unique in its file. */
  id: string
  /** What the user wants, as the tools are ranked for it. */
  text: string
  /** What the user said before in the same conversation, oldest first. Then the tools are ranked for the conversation. */
  history?: readonly string[]
  /** Ids of the tools that are needed. Empty: nothing fits, or nobody labelled it; such a row is not scored. */
  gold: readonly string[]
  /** True: one of `gold` is enough. Default false: all are needed. */
  anyOf?: boolean
  /** By gold id: tools that are as good as that one. */
  alternatives?: Readonly<Record<string, readonly string[]>>
  /** Part of the set, `dev` for example. Not read by the metrics, nor are the two below. */
  split?: string | null
  /** Sort of task. */
  kind?: string
  /** Tasks that belong together. */
  group?: string
}

/** What was ranked for a query. */
export interface RankedQuery {
  query: QueryRow
  /** Tool ids, best first. A repeated id takes up a rank and gains nothing. */
  ranked: readonly string[]
}
