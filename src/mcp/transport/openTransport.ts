import type { Transport } from '@modelcontextprotocol/client'
import { SSEClientTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { BrokenEntry, ServerEntry, StdioEntry, UrlEntry } from '../config/ServerEntry.js'
import { ProcessTransport } from './ProcessTransport.js'

/** An unstarted transport to one server, with what the error of a failure is made of. */
export interface OpenTransport {
  transport: Transport
  /** What is wrong with the process or its output, as half a sentence, or undefined. */
  fault(): string | undefined
  /** End of stderr; empty for a server that is reached by URL. */
  stderr(): { text: string; lastLine: string | undefined }
}

const NO_STDERR = { text: '', lastLine: undefined }

/** The transport of an entry, not started. Throws Error for a malformed url. */
export function openTransport(entry: Exclude<ServerEntry, BrokenEntry>): OpenTransport {
  return entry.transport === 'stdio' ? overStdio(entry) : overHttp(entry)
}

function overStdio(entry: StdioEntry): OpenTransport {
  const transport = new ProcessTransport(entry)
  return { transport, fault: () => transport.fault, stderr: () => transport.stderr }
}

function overHttp(entry: UrlEntry): OpenTransport {
  const options = { requestInit: { headers: { ...entry.headers } } }
  const url = new URL(entry.url)
  const transport =
    entry.transport === 'sse'
      ? new SSEClientTransport(url, options)
      : new StreamableHTTPClientTransport(url, options)
  return { transport, fault: () => undefined, stderr: () => NO_STDERR }
}
