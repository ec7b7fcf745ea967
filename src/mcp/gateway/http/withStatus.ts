/**
 * Statuses that MCP 2026-07-28 wants for errors of JSON-RPC: an unknown method, headers that say something else than the
 * body, a capability that the client lacks. The SDK sends them for what it finds itself; a face answers all methods.
 */
const STATUS: ReadonlyMap<unknown, number> = new Map([
  [-32601, 404],
  [-32020, 400],
  [-32021, 400],
])

/** The answer to a request of 2026 with the status that its error has. Streams stay as they are. */
export async function withStatus(response: Response): Promise<Response> {
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  if (response.status !== 200 || !isJson) return response
  const text = await response.text()
  return new Response(text, { status: statusOf(text), headers: response.headers })
}

function statusOf(text: string): number {
  // Results are large and have no such member.
  if (!text.includes('"error"')) return 200
  const { error } = JSON.parse(text) as { error?: { code?: unknown } }
  return STATUS.get(error?.code) ?? 200
}
