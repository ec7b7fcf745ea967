import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { Door, Era, OpenDoor } from './Door.js'

/** A client of the SDK, connected to a door over a real socket. */
export async function connectDoor(door: Door, era: Era): Promise<OpenDoor> {
  const mode = era === 'legacy' ? 'legacy' : { pin: '2026-07-28' }
  const client = new Client({ name: 'bench', version: '1' }, { versionNegotiation: { mode } })
  await client.connect(new StreamableHTTPClientTransport(new URL(door.url), { fetch: fetchOnce }))
  return { door, era, client }
}

/** The transport's one signal would gather a listener for each call of a run; nothing is cancelled here. */
function fetchOnce(url: string | URL, { signal: _, ...init }: RequestInit = {}): Promise<Response> {
  return fetch(url, init)
}
