/** A labelled set as rows of the project's own format (datasets/demo/README.md). */
export interface SetRows {
  tools: ToolLine[]
  queries: QueryLine[]
}

/** A row of `tools.jsonl`. */
export interface ToolLine {
  id: string
  /** Ranked on: never an id. */
  name: string
  description: string
  server?: string
  category?: string
  inputSchema?: object
}

/** A row of `queries.jsonl`. */
export interface QueryLine {
  id: string
  text: string
  gold: string[]
}

/** What a tool is called whose set gives it no name, by its place from 0: it must say nothing. */
export function nameless(place: number): string {
  return `t_${place + 1}`
}
