import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a client sent. */
export interface SeenCount {
  path: string
  headers: Record<string, string | string[] | undefined>
  body: Record<string, unknown>
}

/** Answers before the endpoint's own ones: status, body, headers; undefined hangs. */
export type Fault = { status: number; body: string; headers?: Record<string, string> } | undefined

/** A server with the count endpoints of all three: 10 tokens for the message, 100 more for each tool. */
export async function startCountServer(faults: Fault[] = []) {
  const seen: SeenCount[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body = JSON.parse(text)
    seen.push({ path: request.url ?? '', headers: request.headers, body })
    if (seen.length <= faults.length) {
      const fault = faults[seen.length - 1]
      if (fault !== undefined) response.writeHead(fault.status, fault.headers).end(fault.body)
      return
    }
    const gemini = body.generateContentRequest
    const tools = gemini ? (gemini.tools?.[0].functionDeclarations ?? []) : (body.tools ?? [])
    const tokens = 10 + 100 * tools.length
    response.end(JSON.stringify(gemini ? { totalTokens: tokens } : { input_tokens: tokens }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, seen, close }
}
