/** A JSON value as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A tool as `tools/list` of MCP gives it. Fields that toolcrib does not know are kept as they are. */
export interface ToolDefinition {
  /** Programmatic name, unique on its server. */
  name: string
  /** Name for people. */
  title?: string
  description?: string
  /** JSON Schema of the arguments; its root describes an object. Absent in some tools files, never on the wire. */
  inputSchema?: { [key: string]: Json }
  [key: string]: unknown
}

/** Tools of one server, as they come in: nothing is trusted before `parseSource` has read it. */
export interface ToolSource {
  /** Key of the server, for example `github`. Absent for tools without a server. */
  server?: string | undefined
  /** What the server is for; ranked on, never sent to the model. */
  description?: string
  /** Tool definitions as `tools/list` gives them. */
  tools: readonly unknown[]
  /** `ids[i]` is the id of `tools[i]`. Default `<server>/<name>`, or `<name>` without a server. */
  ids?: readonly string[]
  /** `categories[i]` is a topic word of `tools[i]` that is ranked on. */
  categories?: readonly (string | undefined)[]
}

/** A parsed tool. Immutable. */
export interface Tool {
  /** Unique in the catalog: `<server>/<name>`, or the id that a tools file gives. */
  readonly id: string
  readonly name: string
  /** Key of its server, absent without one. */
  readonly server?: string
  readonly serverDescription?: string
  readonly category?: string
  /** The definition as it came in, unknown fields included. */
  readonly definition: ToolDefinition
  /** SHA-256 (hex) over the canonical JSON of id, server facts and the whole definition. */
  readonly hash: string
}
