import type { IncomingMessage, ServerResponse } from 'node:http'
import type { OAuthClientProvider } from '@modelcontextprotocol/client'
import { createMcpHandler, Server } from '@modelcontextprotocol/server'
import { createContractTools, serveContractTools } from '../../fixtures/contractTools.mjs'
import { listenHttp, viaFetch } from './contractServers.js'

/** How a protected server goes wrong. */
export interface ProtectedServerOptions {
  /** Whether no token will ever do for a call. Default false. */
  never?: boolean
  /** Resource that its metadata name. Default: the right one. */
  resource?: string
}

/** A server of 2026 that wants a token of its own authorization server; calls want one of the scope `call`. */
export async function protectedServer({ never = false, resource }: ProtectedServerOptions = {}) {
  const tools = createContractTools()
  const handler = createMcpHandler(() =>
    serveContractTools(
      new Server({ name: 'guarded', version: '1' }, { capabilities: { tools: {}, resources: {} } }),
      tools,
    ),
  )
  let origin = ''
  const seen = { codes: [] as string[], calls: 0, requests: 0 }
  const documents: Record<string, () => object> = {
    '/.well-known/oauth-protected-resource': () => ({
      resource: resource ?? `${origin}/mcp`,
      authorization_servers: [origin],
    }),
    '/.well-known/oauth-authorization-server': () => ({
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      registration_endpoint: `${origin}/register`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    }),
  }
  const challenge = (response: ServerResponse, status: number, more: string) => {
    const metadata = `resource_metadata="${origin}/.well-known/oauth-protected-resource"`
    response.writeHead(status, { 'www-authenticate': `Bearer ${metadata}, ${more}` }).end('{}')
  }
  const guard = (request: IncomingMessage, response: ServerResponse) => {
    const { authorization, 'mcp-method': method } = request.headers
    seen.requests++
    if (!authorization?.startsWith('Bearer token-of-')) return challenge(response, 401, 'scope="list"')
    const isCall = method === 'tools/call'
    if (isCall && (never || !authorization.includes('call'))) {
      return challenge(response, 403, 'error="insufficient_scope", scope="list call"')
    }
    if (isCall) seen.calls++
    return void viaFetch(handler.fetch, { request, response })
  }
  const listening = await listenHttp(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://host.invalid')
    const say = (value: object) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const document = documents[pathname.replace(/\/mcp$/, '')]
    if (document !== undefined) return say(document())
    if (pathname === '/mcp') return guard(request, response)
    let body = ''
    for await (const piece of request) body += piece
    if (pathname === '/register') return say({ ...JSON.parse(body), client_id: 'client' })
    if (pathname !== '/token') return response.writeHead(404).end()
    const code = new URLSearchParams(body).get('code') ?? ''
    seen.codes.push(code)
    return say({
      access_token: `token-of-${code}`,
      token_type: 'Bearer',
      scope: code.replace('code-', '').replace('-', ' '),
    })
  })
  origin = listening.origin
  return { url: `${origin}/mcp`, origin, seen, end: listening.end }
}

/** A user who says yes: the code names the scopes that were asked for. */
export function provider(
  origin: string,
  redirects: URL[] = [],
): OAuthClientProvider & { authorizationCode(): Promise<URLSearchParams> } {
  const kept: Record<string, unknown> = {}
  const keep = (name: string) => (value: unknown) => {
    kept[name] = value
  }
  const metadata = { redirect_uris: ['http://127.0.0.1:1/callback'], client_name: 'test' }
  return {
    redirectUrl: 'http://127.0.0.1:1/callback',
    clientMetadata: metadata,
    clientInformation: () => kept['client'] as never,
    saveClientInformation: keep('client'),
    tokens: () => kept['tokens'] as never,
    saveTokens: keep('tokens'),
    saveCodeVerifier: keep('verifier'),
    codeVerifier: () => String(kept['verifier']),
    redirectToAuthorization: (url) => void redirects.push(url),
    authorizationCode: async () => {
      const scope = redirects.at(-1)?.searchParams.get('scope') ?? ''
      return new URLSearchParams({ code: `code-${scope.replace(' ', '-')}`, iss: origin })
    },
  }
}
