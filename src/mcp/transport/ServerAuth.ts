import type { AuthProvider, OAuthClientProvider } from '@modelcontextprotocol/client'

/**
 * What gives a server that is reached by URL its tokens: an own source of tokens, or OAuth by the SDK. One with
 * `authorizationCode` is asked for the code once the user was redirected: the parameters of the callback, or the code.
 */
export type ServerAuth = (AuthProvider | OAuthClientProvider) & {
  authorizationCode?(): Promise<URLSearchParams | string>
}

/** How to ask for the code of a redirect, or undefined where it cannot be asked for. */
export function codeSourceOf(
  auth: ServerAuth | undefined,
): (() => Promise<URLSearchParams | string>) | undefined {
  return auth?.authorizationCode?.bind(auth)
}
