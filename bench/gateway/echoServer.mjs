/*
 * One tool that gives its nonce back: over stdio, in both eras, or with the argument `http` over Streamable HTTP at a free
 * port, which it prints as one line. What the other contenders stand in front of, and what they are measured against.
 */
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { createMcpHandler, Server } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'

const TOOL = {
  name: 'echo',
  description: 'Gives the nonce back.',
  inputSchema: { type: 'object', properties: { nonce: { type: 'string' } }, required: ['nonce'] },
}

function echo() {
  const server = new Server({ name: 'echo', version: '1.0.0' }, { capabilities: { tools: {} } })
  server.setRequestHandler('tools/list', () => ({ tools: [TOOL] }))
  server.setRequestHandler('tools/call', ({ params }) => ({
    content: [{ type: 'text', text: params.arguments.nonce }],
  }))
  return server
}

async function answer(handler, incoming, outgoing) {
  const chunks = []
  for await (const chunk of incoming) chunks.push(chunk)
  const { method, headers } = incoming
  const body = method === 'POST' ? { body: Buffer.concat(chunks) } : {}
  const response = await handler.fetch(new Request('http://echo.invalid/mcp', { method, headers, ...body }))
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body === null) outgoing.end()
  else Readable.fromWeb(response.body).pipe(outgoing)
}

if (process.argv[2] === 'http') {
  const handler = createMcpHandler(echo)
  const http = createServer((incoming, outgoing) => void answer(handler, incoming, outgoing))
  // As the gateway's: a connection that is closed while it is used again would lose a call.
  http.keepAliveTimeout = 65_000
  http.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${http.address().port}/mcp\n`))
} else {
  serveStdio(echo)
}
