export {
  type ParseServersOptions,
  parseServersConfig,
  type ServersConfig,
} from './config/parseServersConfig.js'
export type { BrokenEntry, ServerEntry, StdioEntry, UrlEntry } from './config/ServerEntry.js'
export { type ListProgress, type ListServersOptions, listServers } from './listing/listServers.js'
export type {
  FailedServer,
  ListedServer,
  RejectedDefinition,
  ServerListing,
} from './listing/ServerListing.js'
export type { McpClient } from './wrap/detectClient.js'
export { SELECTION_META, type SelectionNote, type TaskListParams } from './wrap/TaskList.js'
export type { WrapOptions } from './wrap/WrapOptions.js'
export { type TaskListResult, type WrappedClient, wrapClient } from './wrap/wrapClient.js'
