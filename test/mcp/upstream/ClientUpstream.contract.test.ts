import { Client, SSEClientTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js'
import { ClientUpstream } from '../../../src/mcp/upstream/ClientUpstream.js'
import { describeUpstream } from '../../contracts/upstream.js'
import { contractStdio, legacyHttp, legacySse, modernHttp } from './contractServers.js'

const INFO = { name: 'host', version: '1' }
const stdio = () => {
  const { command, args = [] } = contractStdio()
  return { command, args: [...args] }
}

/** A client of its user, who connects it; it has no way to tell of changes. */
describeUpstream('ClientUpstream of SDK v2 over stdio', {
  notifies: false,
  open: async () => {
    const client = new Client(INFO)
    await client.connect(new StdioClientTransport(stdio()))
    return { upstream: new ClientUpstream('one', client) }
  },
})
describeUpstream('ClientUpstream of SDK v1 over stdio', {
  notifies: false,
  open: async () => {
    const client = new ClientV1(INFO)
    await client.connect(new StdioV1(stdio()))
    return { upstream: new ClientUpstream('one', client as never) }
  },
})
describeUpstream('ClientUpstream over Streamable HTTP of 2026', {
  notifies: false,
  open: async () => {
    const { origin, end } = await modernHttp()
    const client = new Client(INFO, { versionNegotiation: { mode: 'auto' } })
    await client.connect(new StreamableHTTPClientTransport(new URL(origin)))
    return { upstream: new ClientUpstream('one', client), end }
  },
})
describeUpstream('ClientUpstream over Streamable HTTP of 2025', {
  notifies: false,
  open: async () => {
    const { origin, end } = await legacyHttp()
    const client = new Client(INFO)
    await client.connect(new StreamableHTTPClientTransport(new URL(origin)))
    return { upstream: new ClientUpstream('one', client), end }
  },
})
describeUpstream('ClientUpstream over HTTP+SSE', {
  notifies: false,
  open: async () => {
    const { origin, end } = await legacySse()
    const client = new Client(INFO)
    await client.connect(new SSEClientTransport(new URL(origin)))
    return { upstream: new ClientUpstream('one', client), end }
  },
})
