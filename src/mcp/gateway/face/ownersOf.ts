import { UriTemplate } from '@modelcontextprotocol/server'
import type { Audience } from '../meta/constantList.js'
import { interfaceOf } from '../meta/toolHints.js'
import type { StockView } from '../stock/StockView.js'

/**
 * Keys of the servers that have a URI: those that list it, else those with a template that it fits, else those of which a
 * tool has it for its user interface (MCP Apps) or a result named it to this context; of a pass-through profile its server, which may have what it does not list. Servers that the gate denies are none.
 */
export function ownersOf({ servers }: StockView, uri: string, audience: Audience): string[] {
  const { gateway, profile, context } = audience
  const isAllowed = (server: string) =>
    gateway.denied(audience, 'resource', { server, name: uri }) === undefined
  const { passThrough } = profile.options
  if (passThrough !== undefined) return [passThrough].filter(isAllowed)
  const all = [...servers.values()]
  const listing = all.filter(({ resources }) => resources.some((one) => one.uri === uri))
  const fitting = () =>
    all.filter(({ templates }) =>
      templates.some(({ uriTemplate }) => uriTemplate === uri || matches(uriTemplate, uri)),
    )
  const having = listing.length > 0 ? listing : fitting()
  if (having.length > 0) return having.map(({ key }) => key).filter(isAllowed)
  const showing = all.filter(({ tools }) => tools.some((tool) => interfaceOf(tool) === uri))
  const naming = [...showing.map(({ key }) => key), ...gateway.links.ownersOf(context, uri)]
  return [...new Set(naming)].filter(isAllowed)
}

/** A template that does not parse matches nothing. */
function matches(template: string, uri: string): boolean {
  try {
    return new UriTemplate(template).match(uri) !== null
  } catch {
    return false
  }
}
