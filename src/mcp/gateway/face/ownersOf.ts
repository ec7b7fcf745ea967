import { UriTemplate } from '@modelcontextprotocol/server'
import type { Audience } from '../meta/constantList.js'
import type { StockView } from '../stock/StockView.js'

/**
 * Keys of the servers that have a URI: those that list it, else those with a template that it fits; of a pass-through
 * profile its server, which may have what it does not list. Servers that the gate denies are none.
 */
export function ownersOf({ servers }: StockView, uri: string, audience: Audience): string[] {
  const { gateway, profile } = audience
  const isAllowed = (server: string) =>
    gateway.denied(audience, 'resource', { server, name: uri }) === undefined
  const { passThrough } = profile.options
  if (passThrough !== undefined) return [passThrough].filter(isAllowed)
  const all = [...servers.values()]
  const listing = all.filter(({ resources }) => resources.some((one) => one.uri === uri))
  const having =
    listing.length > 0
      ? listing
      : all.filter(({ templates }) =>
          templates.some(({ uriTemplate }) => uriTemplate === uri || matches(uriTemplate, uri)),
        )
  return having.map(({ key }) => key).filter(isAllowed)
}

/** A template that does not parse matches nothing. */
function matches(template: string, uri: string): boolean {
  try {
    return new UriTemplate(template).match(uri) !== null
  } catch {
    return false
  }
}
