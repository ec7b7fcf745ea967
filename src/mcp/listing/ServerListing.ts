import type { CribError } from '../../errors.js'

/** A tool of a list that is not even an object with a name; every other judgement is left to the catalog. */
export interface RejectedDefinition {
  /** Place in the server's list over all pages, from 0. */
  index: number
  /** What is wrong with it. */
  reason: string
}

/** A server that answered `tools/list`. */
export interface ListedServer {
  /** Its key. */
  server: string
  status: 'listed'
  /** Definitions as they came over the wire, unknown fields included. */
  tools: unknown[]
  /** Entries of the list that were left out. Empty for nearly every server. */
  rejected: RejectedDefinition[]
  /** What the server says it is; not to be relied on as an identity. */
  serverInfo?: { name: string; version: string; [key: string]: unknown }
  /** The server's own advice on how to use it. */
  instructions?: string
  /** Milliseconds from the start to the end of the list, closing not included. */
  ms: number
}

/** A server that could not be started, did not answer in time, or answered with rubbish. */
export interface FailedServer {
  /** Its key. */
  server: string
  status: 'failed'
  /** Code `server-failed`; its message is one line. */
  error: CribError
  /** Milliseconds from the start until it failed. */
  ms: number
  /** End of what the server wrote to stderr, at most 4,096 characters; empty for servers that are reached by URL. */
  stderrTail: string
}

/** What became of one server. */
export type ServerListing = ListedServer | FailedServer
