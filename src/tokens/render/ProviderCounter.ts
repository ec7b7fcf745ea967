import type { ToolDefinition } from '../../tool/Tool.js'
import type { ToolTokens } from './ToolTokens.js'

/** Counts tools by a provider's own endpoint. Driver: `createProviderCounter`. */
export interface ProviderCounter {
  /**
   * What the tools add to a request: the count with them minus the count without, two requests. None for no tools.
   * Rejects with `count-failed` and `aborted`.
   */
  count(tools: readonly ToolDefinition[], options?: { signal?: AbortSignal | undefined }): Promise<ToolTokens>
}
