import type { Transport } from '@modelcontextprotocol/client'
import { SSEClientTransport } from '@modelcontextprotocol/client'
import type { BrokenEntry, ServerEntry, StdioEntry, UrlEntry } from '../config/ServerEntry.js'
import { HttpTransport } from './HttpTransport.js'
import { ProcessTransport } from './ProcessTransport.js'
import type { ServerAuth } from './ServerAuth.js'

/** An unstarted transport to one server, with what the error of a failure is made of. */
export interface OpenTransport {
  transport: Transport
  /** What is wrong with the process or its output, as half a sentence, or undefined. */
  fault(): string | undefined
  /** End of stderr; empty for a server that is reached by URL. */
  stderr(): { text: string; lastLine: string | undefined }
}

/** Milliseconds in which the exit of a process still explains a broken pipe. */
const EXIT_LAG_MS = 200
const NO_STDERR = { text: '', lastLine: undefined }

/**
 * The transport of an entry, not started. Throws Error for a malformed url.
 *
 * @param auth Only servers that are reached by URL ask for it. Default: none.
 */
export function openTransport(entry: Exclude<ServerEntry, BrokenEntry>, auth?: ServerAuth): OpenTransport {
  return entry.transport === 'stdio' ? overStdio(entry) : overHttp(entry, auth)
}

/** Waits a little for the exit that explains a broken pipe, which comes first. */
export async function faultToShow(open: OpenTransport): Promise<void> {
  for (let waited = 0; waited < EXIT_LAG_MS && open.fault() === undefined; waited += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function overStdio(entry: StdioEntry): OpenTransport {
  const transport = new ProcessTransport(entry)
  return { transport, fault: () => transport.fault, stderr: () => transport.stderr }
}

function overHttp(entry: UrlEntry, auth: ServerAuth | undefined): OpenTransport {
  const requestInit = { headers: { ...entry.headers } }
  const options = { requestInit, ...(auth === undefined ? {} : { authProvider: auth }) }
  const url = new URL(entry.url)
  const transport =
    entry.transport === 'sse' ? new SSEClientTransport(url, options) : new HttpTransport(url, options)
  return { transport, fault: () => undefined, stderr: () => NO_STDERR }
}
