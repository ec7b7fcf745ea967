import { getEventListeners } from 'node:events'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpEmbedder } from '../../src/embed/drivers/httpEmbedder.js'
import type { HttpEmbedderOptions } from '../../src/embed/drivers/httpOptions.js'
import { type Answer, good, json, startServer, type TestServer, text } from './httpTestServer.js'

const servers: TestServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

/** One text sent to a server that answers by the script, then well; waits are noted instead of made. */
async function embedOne(script: readonly Answer[], options: Partial<HttpEmbedderOptions> = {}) {
  const server = await startServer(script)
  servers.push(server)
  const waits: number[] = []
  const sleep = async (ms: number) => {
    waits.push(ms)
  }
  const { signal, ...rest } = options
  const embedder = await createHttpEmbedder({ url: server.url, model: 'm', dimensions: 4, sleep, ...rest })
  const result = await embedder.embed(['text', 'another'], { signal }).catch((error: unknown) => error)
  return { result, waits, server }
}

const unreachable = (status?: number, attempts = 1) =>
  expect.objectContaining({
    code: 'embedder-unreachable',
    details: expect.objectContaining({ attempts, ...(status !== undefined && { status }) }),
  })

const hangUp: Answer = (_, response) => response.destroy()
const truncated: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': '5000' }).write('{"data": [')
  setTimeout(() => response.destroy(), 20)
}
const silent: Answer = () => {}
const dribble: Answer = (_, response) => {
  response.writeHead(200).write('{"data": [')
}

describe('what is tried again', () => {
  it('429 and 5xx after waits that double', async () => {
    const script = [json(429, {}), text(500, '<html>'), json(503, {})]
    const { result, waits, server } = await embedOne(script)
    expect(result).toHaveLength(2)
    expect(waits).toEqual([500, 1000, 2000])
    expect(server.seen).toHaveLength(4)
    expect(server.seen[3]!.body).toEqual(server.seen[0]!.body)
  })

  it('a lost connection, a truncated answer, and one that never comes', async () => {
    const script = [hangUp, truncated, silent, dribble]
    const { result, waits } = await embedOne(script, { timeoutMs: 150, retries: 4 })
    expect(result).toHaveLength(2)
    expect(waits).toHaveLength(4)
  })

  it('at most `retries` times', async () => {
    const { result, server } = await embedOne(new Array(9).fill(json(500, {})), { retries: 2 })
    expect(result).toEqual(unreachable(500, 3))
    expect((result as Error).message).toContain('after 3 attempts')
    expect(server.seen).toHaveLength(3)
    const { result: slow } = await embedOne(new Array(9).fill(silent), { retries: 1, timeoutMs: 50 })
    expect(slow).toEqual(unreachable(undefined, 2))
    expect((slow as Error).message).toContain('within 50 ms')
  })

  it('when Retry-After says, in seconds or as a date', async () => {
    const now = () => Date.parse('2026-01-01T00:00:00Z')
    const script = [
      json(429, {}, { 'retry-after': '7' }),
      json(503, {}, { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }),
      json(503, {}, { 'retry-after': 'Wed, 31 Dec 2025 23:59:59 GMT' }),
      json(503, {}, { 'retry-after': 'soon' }),
    ]
    const { result, waits } = await embedOne(script, { now, retries: 4 })
    expect(result).toHaveLength(2)
    expect(waits).toEqual([7000, 9000, 0, 4000])
  })

  it('not when Retry-After asks for more than two minutes', async () => {
    const { result, waits } = await embedOne([json(429, {}, { 'retry-after': '121' })])
    expect(result).toEqual(unreachable(429))
    expect((result as Error).message).toContain('asking to wait 121 s')
    expect(waits).toEqual([])
  })
})

describe('what fails at once', () => {
  it.each([400, 401, 403, 404, 413, 422])('status %i, with what the endpoint says', async (status) => {
    const { result, server } = await embedOne([json(status, { error: { message: 'no such\u202e thing' } })])
    expect(result).toEqual(unreachable(status))
    expect((result as Error).message).toContain(`status ${status}`)
    expect((result as Error).message).toContain('no such')
    expect(server.seen).toHaveLength(1)
  })

  it.each([301, 302, 307, 308])('a redirect (%i), which would carry the key elsewhere', async (status) => {
    const other = await startServer()
    servers.push(other)
    const { result } = await embedOne([json(status, {}, { location: `${other.url}/embeddings` })], {
      apiKey: 'sk-1',
    })
    expect(result).toEqual(unreachable(status))
    expect((result as Error).message).toContain('Redirects are not followed')
    expect(other.seen).toEqual([])
  })

  const rows = (...embeddings: unknown[]) => ({
    data: embeddings.map((embedding, index) => ({ index, embedding })),
  })
  const ok = [1, 2, 3, 4]
  it.each<[string, unknown, string]>([
    ['no list', { vectors: [] }, 'without a list'],
    ['null', null, 'without a list'],
    ['too few', rows(ok), '1 vectors for 2 texts'],
    ['too many', rows(ok, ok, ok), '3 vectors for 2 texts'],
    ['another length', rows(ok, [1, 2, 3]), '3 values instead of 4'],
    ['no numbers', rows(ok, ['1', 2, 3, 4]), 'vector 1 no finite numbers'],
    ['null values', rows(ok, [null, 2, 3, 4]), 'no finite numbers'],
    ['base64 that is none', rows(ok, '%%%%'), 'no finite numbers'],
    ['base64 of half a number', rows(ok, 'AAAAAAA='), 'no finite numbers'],
    [
      'base64 of NaN',
      rows(ok, Buffer.from(Float32Array.of(1, Number.NaN, 1, 1).buffer).toString('base64')),
      'no finite numbers',
    ],
    ['a row that is null', { data: [null, null] }, 'no finite numbers'],
    [
      'a double index',
      {
        data: [
          { index: 1, embedding: ok },
          { index: 1, embedding: ok },
        ],
      },
      'index 1 twice',
    ],
    [
      'an index out of range',
      {
        data: [
          { index: 0, embedding: ok },
          { index: 2, embedding: ok },
        ],
      },
      'none of 0 to 1',
    ],
    [
      'an index that is a name',
      { data: [{ index: 'length', embedding: ok }, { embedding: ok }] },
      'none of 0 to 1',
    ],
  ])('an answer with %s', async (_, answer, said) => {
    const { result, server } = await embedOne([json(200, answer)])
    expect(result).toMatchObject({ code: 'embedder-failed' })
    expect((result as Error).message).toContain(said)
    expect(server.seen).toHaveLength(1)
  })

  it('an answer that is not JSON, and one without end', async () => {
    const { result } = await embedOne([text(200, '<html>')])
    expect(result).toMatchObject({ code: 'embedder-failed' })
    const { result: long } = await embedOne([text(200, `{"data": "${'x'.repeat(200_000)}"}`)])
    expect(long).toEqual(unreachable())
    expect((long as Error).message).toContain('more than')
  })

  it('rows without an index stand where they stand, and huge numbers are no infinity', async () => {
    const { result } = await embedOne([
      json(200, { data: [{ embedding: [1e300, 0, 0, 0] }, { embedding: [0, 1, 0, 0] }] }),
    ])
    expect(result).toEqual([Float32Array.of(1, 0, 0, 0), Float32Array.of(0, 1, 0, 0)])
  })
})

describe('abort', () => {
  it('ends a request that waits for its answer, without another attempt', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 50)
    const { result, server } = await embedOne([silent], { signal: controller.signal })
    expect(result).toMatchObject({ code: 'aborted', cause: new Error('enough') })
    expect(server.seen).toHaveLength(1)
  })

  it('is no lost connection, where nothing is tried again', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    const { result } = await embedOne([silent], { signal: controller.signal, retries: 0 })
    expect(result).toMatchObject({ code: 'aborted' })
  })

  it('leaves no listener on a signal that lives on', async () => {
    const { signal } = new AbortController()
    const { result } = await embedOne([json(500, {}), hangUp], { signal })
    expect(result).toHaveLength(2)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('ends the wait between two attempts (a real timer)', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 100)
    const started = performance.now()
    const { result, server } = await embedOne([json(429, {}, { 'retry-after': '60' })], {
      signal: controller.signal,
      sleep: undefined,
    })
    expect(result).toMatchObject({ code: 'aborted' })
    expect(performance.now() - started).toBeLessThan(5000)
    expect(server.seen).toHaveLength(1)
  })

  it('ends making one', async () => {
    const call = createHttpEmbedder({ url: 'http://127.0.0.1:9', model: 'm', signal: AbortSignal.abort() })
    await expect(call).rejects.toMatchObject({ code: 'aborted' })
  })
})

describe('the key', () => {
  const apiKey = 'sk-.*+?^$()|[]{}\\"/&$1'
  const header = 'Basic dXNlcjpwYXNz=='
  const leaks = (error: unknown) => {
    const shown =
      inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + String((error as Error).stack)
    const spellings = [apiKey, encodeURIComponent(apiKey), 'dXNlcjpwYXNz']
    // Each layer of quoting adds backslashes.
    const bare = (text: string) => text.replaceAll('\\', '')
    return spellings.filter((spelling) => bare(shown).includes(bare(spelling)))
  }

  it('is in no error, also when the endpoint echoes it in any spelling', async () => {
    const echo: Answer = ({ headers }, response) => {
      const sent = `${headers.authorization} ${headers['x-auth']} ${encodeURIComponent(apiKey)} ${JSON.stringify(apiKey)}`
      response.writeHead(401).end(JSON.stringify({ error: { message: `Wrong key: ${sent}` } }))
    }
    const { result } = await embedOne([echo], { apiKey, headers: { 'x-auth': header } })
    expect(result).toEqual(unreachable(401))
    expect((result as Error).message).toContain('Wrong key: ')
    expect(leaks(result)).toEqual([])
  })

  it('is not cut into a piece that stays', async () => {
    const message = `${'x'.repeat(290)}${apiKey}`
    const { result } = await embedOne([json(400, { message })], { apiKey })
    expect((result as Error).message).not.toContain(apiKey.slice(0, 8))
  })

  it('is in no error of a connection that fails, of a broken answer or of an endpoint that is not there', async () => {
    const options = { apiKey, headers: { 'x-auth': header }, retries: 0 }
    for (const answer of [hangUp, truncated, text(200, apiKey), json(200, { data: [{ index: apiKey }, {}] })])
      expect(leaks((await embedOne([answer], options)).result)).toEqual([])
    const throwing = async (_: unknown, init: unknown) => {
      throw new TypeError(`bad request ${[...(init as { headers: Headers }).headers]}`)
    }
    const { result } = await embedOne([], { ...options, fetch: throwing as typeof fetch })
    expect(result).toEqual(unreachable())
    expect(leaks(result)).toEqual([])
    const gone = await createHttpEmbedder({
      url: 'http://127.0.0.1:9',
      model: 'm',
      dimensions: 4,
      ...options,
    })
    const error = await gone.embed(['x']).catch((thrown: unknown) => thrown)
    expect(error).toEqual(unreachable())
    expect(leaks(error)).toEqual([])
  })
})

describe('a good answer', () => {
  it('comes after many batches in order', async () => {
    const server = await startServer([], good)
    servers.push(server)
    const embedder = await createHttpEmbedder({ url: server.url, model: 'm', dimensions: 4 })
    const texts = Array.from({ length: 300 }, (_, i) => 'x'.repeat(i + 1))
    const vectors = await embedder.embed(texts)
    expect(server.seen.map(({ body }) => body.input.length)).toEqual([128, 128, 44])
    vectors.forEach((vector, i) => {
      expect(vector[0]! / vector[2]!).toBeCloseTo(i + 1, 2)
    })
  })
})
