/** The members of both SDKs' clients that are called here, as loosely as they are checked by `detectClient`. */
export interface LooseClient {
  request(request: unknown, schema: unknown, options?: unknown): Promise<unknown>
  callTool(...input: unknown[]): Promise<unknown>
  listTools(...input: unknown[]): Promise<unknown>
  close(): Promise<void>
  getServerCapabilities(): unknown
  /** Undefined while it is not connected. */
  transport?: unknown
  /** Of v2 only. */
  getProtocolEra?(): unknown
  /** Of v1 only, and private there: what its typed list leaves for calls. Throws for a schema that does not compile. */
  cacheToolMetadata?(tools: readonly unknown[]): void
  /** Of v2 only, and private there: drops tools whose `x-mcp-header` breaks the rules from a list. */
  _excludeInvalidXMcpHeaderTools?(list: { tools: unknown[] }): void
  /** Of v2 only, and private there: compiles what `callTool` checks results by. */
  _compileOutputValidator?(definition: object): { ok: boolean } | undefined
}
