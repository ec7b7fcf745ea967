export { type ListProgress, type ListServersOptions, listServers } from './listServers.js'
export type { BrokenEntry, ServerEntry, StdioEntry, UrlEntry } from './ServerEntry.js'
export type { FailedServer, ListedServer, RejectedTool, ServerListing } from './ServerListing.js'
