import type {
  DpopSession,
  OAuthClientInformationContext,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client'

const REDIRECT = 'http://localhost:3000/callback'

/** What differs between the scenarios in which a user signs in. */
export interface RedirectOptions {
  /** Credentials that were agreed on beforehand, and with whom. Default: none. */
  registered?: { issuer: string; client_id: string; client_secret: string }
  /** Key that tokens are bound to. Default: none, tokens are plain bearer tokens. */
  dpop?: DpopSession
}

/** A user who signs in at once: the address that a browser would be sent to is fetched, and its redirect kept. */
export class RedirectProvider implements OAuthClientProvider {
  readonly redirectUrl = REDIRECT
  /** The client id that the suite expects where the authorization server takes documents for ids. */
  readonly clientMetadataUrl = 'https://conformance-test.local/client-metadata.json'
  readonly clientMetadata = {
    client_name: 'toolcrib-conformance',
    redirect_uris: [REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    application_type: 'native',
  }
  /** By issuer: what one authorization server gave must not reach another. */
  readonly #clients = new Map<string | undefined, StoredOAuthClientInformation>()
  readonly #tokens = new Map<string | undefined, StoredOAuthTokens>()
  #lastTokens: StoredOAuthTokens | undefined
  #discovered: OAuthDiscoveryState | undefined
  #verifier = ''
  #callback: URLSearchParams | undefined

  readonly #dpop: DpopSession | undefined

  constructor({ registered, dpop }: RedirectOptions = {}) {
    if (registered !== undefined) this.#clients.set(registered.issuer, registered)
    this.#dpop = dpop
  }

  dpop(): DpopSession | undefined {
    return this.#dpop
  }

  clientInformation(context?: OAuthClientInformationContext): StoredOAuthClientInformation | undefined {
    return this.#clients.get(context?.issuer)
  }

  saveClientInformation(client: StoredOAuthClientInformation, context?: OAuthClientInformationContext): void {
    this.#clients.set(context?.issuer, client)
  }

  tokens(context?: OAuthClientInformationContext): StoredOAuthTokens | undefined {
    return context === undefined ? this.#lastTokens : this.#tokens.get(context.issuer)
  }

  saveTokens(tokens: StoredOAuthTokens, context?: OAuthClientInformationContext): void {
    this.#tokens.set(context?.issuer, tokens)
    this.#lastTokens = tokens
    // What was found out holds for one sign-in: the next may have to go to another server.
    this.#discovered = undefined
  }

  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.#discovered = state
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#discovered
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier
  }

  codeVerifier(): string {
    return this.#verifier
  }

  async redirectToAuthorization(address: URL): Promise<void> {
    const answer = await fetch(address, { redirect: 'manual' })
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`${address.origin} answered ${answer.status} without a redirect`)
    this.#callback = new URL(location).searchParams
  }

  /** The query of the last redirect: the code, and the issuer where the server names it. */
  async authorizationCode(): Promise<URLSearchParams> {
    if (this.#callback === undefined) throw new Error('Nobody was sent to an authorization server.')
    return this.#callback
  }
}
