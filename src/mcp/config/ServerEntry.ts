/** A server that is started as a child process and spoken to over stdin and stdout. */
export interface StdioEntry {
  transport: 'stdio'
  /** Executable: a path, a name on PATH, or a package's bin in a `node_modules/.bin` at or above `cwd`. */
  command: string
  /** Default: none. */
  args?: readonly string[]
  /** Added to the few variables that a child inherits (HOME, PATH, SHELL, TERM, USER, LOGNAME). Default: none. */
  env?: Readonly<Record<string, string>>
  /** Working directory. Default: that of this process. */
  cwd?: string
}

/** A server that is reached over the network. */
export interface UrlEntry {
  /** `http` is Streamable HTTP, `sse` the legacy HTTP+SSE transport. */
  transport: 'http' | 'sse'
  /** Absolute. */
  url: string
  /** Sent with every request. Default: none. */
  headers?: Readonly<Record<string, string>>
}

/** A server that the config names but that cannot be started: its entry is malformed, or a variable is not set. */
export interface BrokenEntry {
  transport: 'broken'
  /** What is wrong, where, and what to do; to follow the server's name. */
  reason: string
}

/** How to reach one MCP server. */
export type ServerEntry = StdioEntry | UrlEntry | BrokenEntry
