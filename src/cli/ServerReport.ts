/** What became of one server, as it stands in `servers` of every JSON document. */
export interface ServerReport {
  /** Key of the server; null for the tools of a file that name none. */
  server: string | null
  status: 'listed' | 'failed'
  /** Definitions that it listed; 0 when it failed. */
  tools: number
  /** Milliseconds to start and list it; absent for tools from a file. */
  ms?: number
  /** Why it failed, on one line. */
  error?: string
}
