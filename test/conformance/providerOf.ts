import {
  ClientCredentialsProvider,
  type OAuthClientProvider,
  PrivateKeyJwtProvider,
} from '@modelcontextprotocol/client'
import { RedirectProvider } from './RedirectProvider.js'
import type { Assignment } from './Subject.js'

/** Who signs in where there is no user, by scenario. */
const MACHINES: Record<string, (context: Record<string, string>) => OAuthClientProvider> = {
  'auth/client-credentials-basic': ({ client_id, client_secret }) =>
    new ClientCredentialsProvider({ clientId: client_id!, clientSecret: client_secret! }),
  'auth/client-credentials-jwt': ({ client_id, private_key_pem, signing_algorithm }) =>
    new PrivateKeyJwtProvider({
      clientId: client_id!,
      privateKey: private_key_pem!,
      algorithm: signing_algorithm!,
    }),
}

/** The provider of a scenario, or undefined where nobody has to sign in. */
export function providerOf({ scenario, context }: Assignment): OAuthClientProvider | undefined {
  if (!scenario.startsWith('auth/')) return undefined
  const machine = MACHINES[scenario]
  if (machine !== undefined) return machine(context as Record<string, string>)
  if (scenario !== 'auth/pre-registration') return new RedirectProvider()
  return new RedirectProvider(context as { issuer: string; client_id: string; client_secret: string })
}
