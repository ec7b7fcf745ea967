import { CribError } from '../../../src/errors.js'
import type { ToolsList } from '../../../src/mcp/listing/requestAllTools.js'
import type {
  Upstream,
  UpstreamCall,
  UpstreamEvent,
  UpstreamListOptions,
} from '../../../src/mcp/upstream/Upstream.js'
import type { UpstreamState } from '../../../src/mcp/upstream/UpstreamState.js'
import type { ToolDefinition } from '../../../src/tool/Tool.js'

/** An upstream in memory, as a test sets it. */
export class FakeUpstream<K extends string> implements Upstream {
  state: UpstreamState = { status: 'ready' }
  readonly #listeners = new Set<(event: UpstreamEvent) => void>()
  /** What was sent. */
  readonly calls: UpstreamCall[] = []
  /** How each list was asked for. */
  readonly lists: unknown[] = []
  isClosed = false
  list: () => Promise<ToolsList>
  answer: (method: string, params: Readonly<Record<string, unknown>>) => Record<string, unknown> = () => ({})

  constructor(
    readonly key: K,
    tools: readonly ToolDefinition[] = [],
  ) {
    const list = { tools: [...tools], rejected: [], rest: {} }
    this.list = async () => list
  }

  async listTools({ from }: UpstreamListOptions = {}): Promise<ToolsList> {
    this.lists.push(from)
    return this.list()
  }

  async callTool(call: UpstreamCall): Promise<Record<string, unknown>> {
    this.calls.push(call)
    return { content: [{ type: 'text', text: `${this.key} did ${call.name}` }] }
  }

  async request(method: string, params: Readonly<Record<string, unknown>> = {}) {
    return this.answer(method, params)
  }

  onEvent(listener: (event: UpstreamEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Who listens now. */
  get listeners(): number {
    return this.#listeners.size
  }

  /** Takes another state, and tells it. */
  become(state: UpstreamState): void {
    this.state = state
    for (const listener of this.#listeners) listener({ type: 'state', state })
  }

  async close(): Promise<void> {
    this.isClosed = true
  }
}

/** How an upstream fails. */
export function failure(server: string): CribError {
  return new CribError('server-failed', `The server ${server} is down.\nCheck it.`, {
    details: { server, phase: 'list' },
  })
}
