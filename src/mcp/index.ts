export {
  type ParseServersOptions,
  parseServersConfig,
  type ServersConfig,
} from './config/parseServersConfig.js'
export type { BrokenEntry, ServerEntry, StdioEntry, UrlEntry } from './config/ServerEntry.js'
export { ARGUMENTS_META, type ArgumentsNote } from './desk/callResults.js'
export {
  type ListNote,
  SELECTION_META,
  SESSION_META,
  type SelectionNote,
  TASK_META,
} from './desk/DeskNote.js'
export type { DeskUserOptions } from './desk/DeskOptions.js'
export type { DeskRejected, UnavailableServer } from './desk/DeskPort.js'
export { OWN_META, type OwnName, type OwnNote } from './desk/ownTools.js'
export type { DeskListParams } from './desk/ToolDesk.js'
export { type ListProgress, type ListServersOptions, listServers } from './listing/listServers.js'
export type {
  FailedServer,
  ListedServer,
  RejectedDefinition,
  ServerListing,
} from './listing/ServerListing.js'
export type { ConnectServersOptions } from './servers/ConnectServersOptions.js'
export { connectServers } from './servers/connectServers.js'
export { createToolServers } from './servers/createToolServers.js'
export type {
  ServersCall,
  ServersCallOptions,
  ServersList,
  ServersListParams,
  ServersRequestOptions,
  ToolServers,
} from './servers/ToolServers.js'
export type { ToolServersOptions } from './servers/ToolServersOptions.js'
export { openShadowLog, type ShadowLog, type ShadowLogOptions } from './shadow/openShadowLog.js'
export type { ShadowModeOptions, ShadowOptions } from './shadow/ShadowOptions.js'
export type { ServerAuth } from './transport/ServerAuth.js'
export type {
  Upstream,
  UpstreamCall,
  UpstreamEvent,
  UpstreamListOptions,
  UpstreamProgress,
  UpstreamRequestOptions,
} from './upstream/Upstream.js'
export type { UpstreamState } from './upstream/UpstreamState.js'
export type { McpClient } from './wrap/detectClient.js'
export type { WrapOptions } from './wrap/WrapOptions.js'
export {
  type HeldListResult,
  type TaskListParams,
  type TaskListResult,
  type WrappedClient,
  wrapClient,
} from './wrap/wrapClient.js'
export { wrapClients } from './wrap/wrapClients.js'
