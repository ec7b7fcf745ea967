import type { Server } from '@modelcontextprotocol/server'
import type { Gateway } from '../Gateway.js'

/**
 * Tells clients that the lists are others whenever the catalog truly changed. Nothing relies on it: hosts that list once
 * find new tools by searching.
 *
 * @returns the way to stop it
 */
export function tellChanges(gateway: Gateway, faces: () => Iterable<Server>): () => void {
  return gateway.onChange(() => {
    for (const face of faces()) {
      // A client that is gone, or whose server offers no such list, is no fault of the catalog.
      face.sendToolListChanged().catch(() => {})
      face.sendPromptListChanged().catch(() => {})
      face.sendResourceListChanged().catch(() => {})
    }
  })
}
