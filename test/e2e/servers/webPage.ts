import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A web server of this machine. */
export interface WebPage {
  url: string
  close(): Promise<void>
}

/** Serves one page at `/`, and at every other path a fault as services answer: so tests need no network and always see one. */
export async function webPage(html: string): Promise<WebPage> {
  const server = createServer((request, response) => {
    if (request.url === '/') return void response.setHeader('content-type', 'text/html').end(html)
    response.statusCode = 503
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ error: 'maintenance', message: 'The service is being repaired.' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
