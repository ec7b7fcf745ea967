import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request of node:http and what answers it. */
export interface Exchange {
  incoming: IncomingMessage
  outgoing: ServerResponse
}

/** A request of node:http as the web has it; aborted when the client goes away. */
export function toWebRequest(
  incoming: IncomingMessage,
  body: Buffer | undefined,
  signal: AbortSignal,
): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one)
  const url = new URL(incoming.url ?? '/', 'http://gateway.invalid')
  const { method = 'GET' } = incoming
  return new Request(url, {
    method,
    headers,
    signal,
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  })
}

/** Milliseconds that the head of a stream waits for its first event, to leave together with it. */
const HEAD_MS = 5

/** Sends a response of the web. Never rejects: a client that went away gets no more. */
export async function sendWebResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body === null) {
    outgoing.end()
    return
  }
  const reader = response.body.getReader()
  const stop = () => void reader.cancel().catch(() => {})
  outgoing.once('close', stop)
  // Streams of events may stay silent for long; their head has to be on its way.
  const timer = setTimeout(() => outgoing.flushHeaders(), HEAD_MS)
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      clearTimeout(timer)
      if (!outgoing.write(chunk.value)) await hasRoom(outgoing)
    }
  } catch {
    // Its source ended it; what was sent cannot be taken back.
  }
  clearTimeout(timer)
  outgoing.off('close', stop).end()
}

function hasRoom(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done).off('close', done)
      resolve()
    }
    outgoing.on('drain', done).on('close', done)
    if (outgoing.destroyed) done()
  })
}

/** A body as JSON, or undefined where it is none: who parses it again says what is wrong with it. */
export function parsedBody(body: Buffer | undefined): unknown {
  if (body === undefined) return undefined
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/**
 * The body of a request, or undefined where it has more bytes than allowed; the rest is not read then.
 */
export async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  // What says its length has no more than that: the parser sees to it.
  const length = Number(incoming.headers['content-length'])
  if (length <= limit) return await readAll(incoming)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** As an iterator would, in a tenth of its time. */
function readAll(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => void chunks.push(chunk))
    incoming.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    incoming.once('error', reject)
    incoming.once('close', () => {
      if (!incoming.readableEnded) reject(new Error('The client went away before its request was read.'))
    })
  })
}
