import type { OAuthClientProvider, OAuthTokens } from '@modelcontextprotocol/client'

/** A workload that shows the token of its platform in place of a secret (RFC 7523, section 2.1). */
export class WorkloadProvider implements OAuthClientProvider {
  readonly redirectUrl = undefined
  readonly clientMetadata = { client_name: 'toolcrib-conformance', redirect_uris: [] }
  readonly #clientId: string
  readonly #assertion: string
  #tokens: OAuthTokens | undefined

  constructor({ clientId, assertion }: { clientId: string; assertion: string }) {
    this.#clientId = clientId
    this.#assertion = assertion
  }

  clientInformation() {
    return { client_id: this.#clientId }
  }

  tokens() {
    return this.#tokens
  }

  saveTokens(tokens: OAuthTokens): void {
    this.#tokens = tokens
  }

  prepareTokenRequest(scope?: string): URLSearchParams {
    const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    const params = new URLSearchParams({ grant_type: grant, assertion: this.#assertion })
    if (scope !== undefined) params.set('scope', scope)
    return params
  }

  redirectToAuthorization(): never {
    throw new Error('A workload has no user to send anywhere.')
  }

  saveCodeVerifier(): void {}

  codeVerifier(): never {
    throw new Error('A workload makes no authorization request to verify.')
  }
}
