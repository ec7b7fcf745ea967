import {
  ClientCredentialsProvider,
  CrossAppAccessProvider,
  DpopSession,
  type OAuthClientProvider,
  PrivateKeyJwtProvider,
  requestJwtAuthorizationGrant,
} from '@modelcontextprotocol/client'
import { RedirectProvider } from './RedirectProvider.js'
import type { Assignment } from './Subject.js'
import { WorkloadProvider } from './WorkloadProvider.js'

type Context = Record<string, string>
type MakeProvider = (context: Context) => OAuthClientProvider | Promise<OAuthClientProvider>

/** Providers of the scenarios in which more is agreed on than that a user signs in. */
const PROVIDERS: Record<string, MakeProvider> = {
  'auth/pre-registration': ({ issuer, client_id, client_secret }) =>
    new RedirectProvider({
      registered: { issuer: issuer!, client_id: client_id!, client_secret: client_secret! },
    }),
  'auth/client-credentials-basic': ({ client_id, client_secret }) =>
    new ClientCredentialsProvider({ clientId: client_id!, clientSecret: client_secret! }),
  'auth/client-credentials-jwt': ({ client_id, private_key_pem, signing_algorithm }) =>
    new PrivateKeyJwtProvider({
      clientId: client_id!,
      privateKey: private_key_pem!,
      algorithm: signing_algorithm!,
    }),
  'auth/enterprise-managed-authorization': crossApp,
  'auth/dpop': async () => new RedirectProvider({ dpop: await DpopSession.create() }),
  'auth/dpop-nonce': async () => new RedirectProvider({ dpop: await DpopSession.create() }),
  'auth/wif-jwt-bearer': ({ client_id, valid_jwt }) =>
    new WorkloadProvider({ clientId: client_id!, assertion: valid_jwt! }),
}

/** The provider of a scenario, or undefined where nobody has to sign in. */
export async function providerOf({
  scenario,
  context,
}: Assignment): Promise<OAuthClientProvider | undefined> {
  if (!scenario.startsWith('auth/')) return undefined
  return (await PROVIDERS[scenario]?.(context as Context)) ?? new RedirectProvider()
}

/** The token of a company's identity provider is exchanged for a grant at the server's. */
function crossApp(context: Context): OAuthClientProvider {
  return new CrossAppAccessProvider({
    clientId: context['client_id']!,
    clientSecret: context['client_secret']!,
    assertion: async ({ authorizationServerUrl, resourceUrl, scope, fetchFn }) => {
      const { jwtAuthGrant } = await requestJwtAuthorizationGrant({
        tokenEndpoint: context['idp_token_endpoint']!,
        audience: authorizationServerUrl,
        resource: resourceUrl,
        idToken: context['idp_id_token']!,
        clientId: context['idp_client_id']!,
        ...(scope === undefined ? {} : { scope }),
        fetchFn,
      })
      return jwtAuthGrant
    },
  })
}
