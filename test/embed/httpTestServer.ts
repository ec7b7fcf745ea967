import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a client sent. */
export interface SeenRequest {
  path: string
  headers: IncomingMessage['headers']
  body: { model: string; input: string[]; encoding_format: string; dimensions?: number }
}

/** Answers one request in whatever way a test wants. */
export type Answer = (request: SeenRequest, response: ServerResponse) => void

/** A real HTTP server on this machine; the first answers of `script` are used once each, then `otherwise`. */
export interface TestServer {
  url: string
  seen: SeenRequest[]
  close(): Promise<void>
}

/** A vector that tells which text it is of: its length and its first character. */
export function vectorOf(text: string, dimensions = 4): number[] {
  return [text.length, text.codePointAt(0) ?? 0, 1, ...new Array(dimensions - 3).fill(0)]
}

/** The right answer in OpenAI's format, rows in reverse order to prove that `index` counts. */
export const good: Answer = ({ body }, response) => {
  const data = body.input.map((text, index) => ({
    index,
    embedding: encode(vectorOf(text, body.dimensions ?? 4), body.encoding_format),
  }))
  json(200, { object: 'list', data: data.reverse(), model: body.model })({} as SeenRequest, response)
}

/** Answers with a status and a JSON body. */
export const json =
  (status: number, value: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
  }

/** Answers with a text as it is. */
export const text =
  (status: number, value: string): Answer =>
  (_, response) => {
    response.writeHead(status).end(value)
  }

/** Numbers as they are, or base64 of little-endian float32. */
export function encode(values: readonly number[], format: string): unknown {
  if (format !== 'base64') return values
  const bytes = Buffer.alloc(values.length * 4)
  for (const [i, value] of values.entries()) bytes.writeFloatLE(value, i * 4)
  return bytes.toString('base64')
}

/** Starts a server on a free port. */
export async function startServer(script: readonly Answer[] = [], otherwise = good): Promise<TestServer> {
  const seen: SeenRequest[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const one = { path: request.url ?? '', headers: request.headers, body: JSON.parse(body) }
    seen.push(one)
    const answer = script[seen.length - 1] ?? otherwise
    answer(one, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/v1`, seen, close: () => stop(server) }
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
