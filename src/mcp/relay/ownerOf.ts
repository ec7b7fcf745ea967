import type { Caller } from '../upstream/Caller.js'
import { askPeer, refusedByPeer, unsupported } from './askPeer.js'
import { Notes } from './Notes.js'
import type { Peer } from './Peer.js'

/**
 * A client of 2025 as the owner of a server that runs for it alone: it takes what the server asks and tells while no
 * request is under way, for example for the roots after the handshake.
 *
 * @param server Key of the server.
 * @param peer Its `notify` and `request` belong to no request.
 */
export function ownerOf(server: string, peer: Peer): Caller {
  const notes = new Notes(peer, undefined)
  return {
    identity: peer.caller ?? peer.context,
    capabilities: peer.capabilities,
    hearsUnasked: true,
    ask: async (request) => {
      const error = unsupported(request, { server, peer })
      if (error !== undefined) throw refusedByPeer(error, peer)
      return await askPeer(request, { peer })
    },
    tell: (method, params) => notes.tell(method, params),
  }
}
