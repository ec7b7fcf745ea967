import type {
  CallToolResult,
  GetPromptResult,
  ListPromptsResult,
  ListResourcesResult,
  ListResourceTemplatesResult,
  ReadResourceResult,
  Tool,
} from '@modelcontextprotocol/client'
import type { Task } from '../../rank/Task.js'
import type { ListNote, SELECTION_META, SelectionNote } from '../desk/DeskNote.js'
import type { OWN_META, OwnNote } from '../desk/ownTools.js'
import type { UpstreamProgress } from '../upstream/Upstream.js'
import type { UpstreamState } from '../upstream/UpstreamState.js'

/** Params of {@link ToolServers.listTools}. */
export interface ServersListParams {
  /** What the user wants: a sentence, or the conversation so far. Default: what the session holds is listed. */
  task?: Task | undefined
  /** Most tokens that the serialised list may have. Default: that of the options, else no limit. */
  maxTokens?: number | undefined
  /** Most tools, the own ones included, 0 or more. Default: that of the options, else 10 for a task and the own ones. */
  maxTools?: number | undefined
  /** Key of the conversation, 1 to 1,000 characters. Default: one session without a key. */
  session?: string | undefined
}

/** A list over all servers; its note is a {@link SelectionNote} where it was made for a task. */
export interface ServersList<Note extends ListNote = ListNote> {
  /** Definitions to send, named `<key>__<tool>`. */
  tools: Tool[]
  _meta: { [SELECTION_META]: Note; [OWN_META]?: OwnNote }
}

/** A call of a tool by the name under which it is listed. */
export interface ServersCall {
  /** Name in a list: `<key>__<tool>`, or that of an own tool. */
  name: string
  /** An object, or JSON text of one. */
  arguments?: Readonly<Record<string, unknown>> | string | undefined
  /** Sent along; `toolcrib/session` in it names the session of a search, and is not sent. Default: none. */
  _meta?: Readonly<Record<string, unknown>> | undefined
}

/** Options of a list. */
export interface ServersRequestOptions {
  /** Aborting rejects with `aborted`. */
  signal?: AbortSignal | undefined
}

/** Options of a call. */
export interface ServersCallOptions extends ServersRequestOptions {
  /** Called with every progress notification of the call. Default: no progress is asked for. */
  onProgress?: ((progress: UpstreamProgress) => void) | undefined
}

/**
 * Many MCP servers as one: tools by task, called as `<key>__<tool>`; resources and prompts by the key of their server.
 * What a server answers comes as it came, unknown fields included. The types of answers are the protocol's; whether a server
 * keeps to them is not checked.
 */
export interface ToolServers<K extends string = string> {
  /** Keys of the servers, in the order given. */
  readonly keys: readonly K[]
  /**
   * With a task the tools that fit it, without one `search_tools`, `call_read_tool`, `call_tool` and what the session
   * holds. A server that cannot be listed fails nothing: its tools are missing, and `_meta['toolcrib/selection'].unavailable`
   * says why. Rejects as `crib.select` does.
   */
  listTools(
    params: ServersListParams & { task: Task },
    options?: ServersRequestOptions,
  ): Promise<ServersList<SelectionNote>>
  listTools(params?: ServersListParams, options?: ServersRequestOptions): Promise<ServersList>
  /**
   * Calls a tool, listed or not, or one of the own ones. Arguments that do not fit its schema are answered with an `isError`
   * result. Rejects with `tool-unknown` for a name that no server has, and as the server does.
   */
  callTool(params: ServersCall, options?: ServersCallOptions): Promise<CallToolResult>
  /** Every page of `resources/list`. Rejects, as the following do, with `option-invalid` for an unknown key. */
  listResources(key: K, options?: ServersRequestOptions): Promise<ListResourcesResult>
  /** Every page of `resources/templates/list`. */
  listResourceTemplates(key: K, options?: ServersRequestOptions): Promise<ListResourceTemplatesResult>
  /** What is at a URI of that server. */
  readResource(key: K, params: { uri: string }, options?: ServersRequestOptions): Promise<ReadResourceResult>
  /** Every page of `prompts/list`. */
  listPrompts(key: K, options?: ServersRequestOptions): Promise<ListPromptsResult>
  /** The messages of a prompt of that server, filled in. */
  getPrompt(
    key: K,
    params: { name: string; arguments?: Readonly<Record<string, string>> },
    options?: ServersRequestOptions,
  ): Promise<GetPromptResult>
  /** Where each server is in its life. */
  status(): Record<K, UpstreamState>
  /** Ends every connection and process, and frees the engine. Never rejects; later requests reject with `server-failed`. */
  close(): Promise<void>
}
