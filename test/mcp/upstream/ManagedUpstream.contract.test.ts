import type { UrlEntry } from '../../../src/mcp/config/ServerEntry.js'
import { describeUpstream } from '../../contracts/upstream.js'
import { contractStdio, type ListeningServer, legacyHttp, legacySse, modernHttp } from './contractServers.js'
import { manage } from './manage.js'

const byUrl = (transport: UrlEntry['transport'], serve: () => Promise<ListeningServer>) => ({
  open: async () => {
    const { origin, end } = await serve()
    return { upstream: manage({ transport, url: `${origin}/` }), end }
  },
})

describeUpstream('ManagedUpstream over stdio', {
  open: async () => ({ upstream: manage(contractStdio()) }),
})
describeUpstream('ManagedUpstream over stdio, server of 2026 alone', {
  open: async () => ({ upstream: manage(contractStdio('modern')) }),
})
describeUpstream('ManagedUpstream over Streamable HTTP of 2026', byUrl('http', modernHttp))
describeUpstream('ManagedUpstream over Streamable HTTP of 2025', byUrl('http', legacyHttp))
describeUpstream('ManagedUpstream over HTTP+SSE', byUrl('sse', legacySse))
