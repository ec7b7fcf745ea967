import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { ServerEntry } from '../../../src/mcp/config/ServerEntry.js'
import { createGateway } from '../../../src/mcp/gateway/createGateway.js'
import type { Gateway } from '../../../src/mcp/gateway/Gateway.js'
import type { GatewayOptions } from '../../../src/mcp/gateway/GatewayOptions.js'
import { type ServeHttpOptions, serveGatewayHttp } from '../../../src/mcp/gateway/http/serveGatewayHttp.js'

const SERVER = fileURLToPath(new URL('../../fixtures/specServer.mjs', import.meta.url))

/** What test/fixtures/specServer.mjs offers. */
export interface Spec {
  tools?: Record<string, unknown>[]
  prompts?: Record<string, unknown>[]
  resources?: Record<string, unknown>[]
  templates?: Record<string, unknown>[]
  instructions?: string
  capabilities?: Record<string, unknown>
  delayMs?: number
  results?: Record<string, unknown>
  rest?: Record<string, unknown>
}

export const ERAS = ['legacy', 'modern'] as const
export type Era = (typeof ERAS)[number]

/** A tool with one text parameter. */
export function tool(name: string, description: string, more: object = {}): Record<string, unknown> {
  const inputSchema = { type: 'object', properties: { text: { type: 'string' } } }
  return { name, description, inputSchema, ...more }
}

/** Servers, gateways and clients of one test, and what ends them all. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'toolcrib-gateway-'))
  readonly #ends: (() => Promise<unknown>)[] = []

  /** An entry for a server that offers what is given; `write` gives it something else to offer. */
  server(name: string, spec: Spec): ServerEntry {
    this.write(name, spec)
    return { transport: 'stdio', command: process.execPath, args: [SERVER, this.file(name)] }
  }

  write(name: string, spec: Spec): void {
    writeFileSync(this.file(name), JSON.stringify(spec))
  }

  file(name: string): string {
    return join(this.folder, `${name}.json`)
  }

  /** The requests that a server was sent, lists aside. */
  sent(name: string): { method: string; params: Record<string, unknown> }[] {
    const log = `${this.file(name)}.log`
    if (!existsSync(log)) return []
    return readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  }

  async gateway(entries: Record<string, ServerEntry>, options: GatewayOptions = {}): Promise<Gateway> {
    const gateway = await createGateway(new Map(Object.entries(entries)), {
      tokenizer: 'estimate',
      listWaitMs: 20_000,
      retries: 0,
      ...options,
    })
    this.#ends.unshift(() => gateway.close())
    return gateway
  }

  async http(gateway: Gateway, options: Partial<ServeHttpOptions> = {}): Promise<string> {
    const http = await serveGatewayHttp({ gateway, ...options })
    this.#ends.unshift(() => http.close())
    return http.url
  }

  /** A connected client of SDK v2. */
  async client(
    url: string,
    era: Era,
    options: { token?: string; capabilities?: object } = {},
  ): Promise<Client> {
    const { token, capabilities = {} } = options
    const mode = era === 'legacy' ? 'legacy' : { pin: '2026-07-28' }
    const client = new Client({ name: 'test', version: '1' }, { capabilities, versionNegotiation: { mode } })
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }))
    this.#ends.unshift(() => client.close())
    return client
  }

  async end(): Promise<void> {
    for (const end of this.#ends.splice(0)) await end().catch(() => {})
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The text of a result's first block. */
export function textOf(result: unknown): string {
  return (result as { content: { text: string }[] }).content[0]!.text
}
