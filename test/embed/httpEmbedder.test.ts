import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpEmbedder } from '../../src/embed/drivers/httpEmbedder.js'
import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import { normalize } from '../../src/vector/normalize.js'
import { describeEmbedder } from '../contracts/embedder.js'
import { type Answer, encode, good, startServer, type TestServer, vectorOf } from './httpTestServer.js'

const servers: TestServer[] = []
async function serve(script: readonly Answer[] = [], otherwise = good): Promise<TestServer> {
  const server = await startServer(script, otherwise)
  servers.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

const model = 'embed-small'

/** The bundled model behind an endpoint: vectors that mean something. */
const bundled = createStaticEmbedder(loadStaticModel())
const meaningful: Answer = ({ body }, response) => {
  const data = body.input.map((text, index) => ({
    index,
    embedding: encode([...bundled.embedSync(text)], body.encoding_format),
  }))
  response.end(JSON.stringify({ data }))
}

for (const encoding of ['float', 'base64'] as const) {
  let server: TestServer | undefined
  describeEmbedder(
    `http, ${encoding}`,
    async () => {
      server = await startServer([], meaningful)
      const embedder = await createHttpEmbedder({ url: server.url, model, encoding, batchSize: 2 })
      return {
        ...bundled,
        ...embedder,
        id: embedder.id,
        dimensions: embedder.dimensions,
        embed: (...args) => embedder.embed(...args),
        close: () => server!.close(),
      }
    },
    { idPrefix: 'http:embed-small:', dimensions: bundled.dimensions },
  )
}

describe('createHttpEmbedder', () => {
  it('posts batches to <url>/embeddings and orders the answer by index', async () => {
    const { url, seen } = await serve()
    const embedder = await createHttpEmbedder({
      url: `${url}/?api-version=2`,
      model,
      apiKey: 'sk-1',
      headers: { 'X-Team': 'crib' },
      dimensions: 5,
      batchSize: 2,
    })
    expect(seen).toEqual([])
    const texts = ['one', '', 'three', 'fourteen letters', '  ', 'be']
    const vectors = await embedder.embed(texts)
    expect(vectors).toEqual(
      texts.map((text) => (text.trim() === '' ? new Float32Array(5) : normalize(vectorOf(text, 5)))),
    )
    expect(seen.map(({ body }) => body)).toEqual([
      { model, input: ['one', 'three'], encoding_format: 'float', dimensions: 5 },
      { model, input: ['fourteen letters', 'be'], encoding_format: 'float', dimensions: 5 },
    ])
    expect(seen[0]).toMatchObject({
      path: '/v1/embeddings?api-version=2',
      headers: { authorization: 'Bearer sk-1', 'x-team': 'crib', 'content-type': 'application/json' },
    })
  })

  it('learns the dimensions from one text, and sends none', async () => {
    const { url, seen } = await serve()
    const embedder = await createHttpEmbedder({ url, model, encoding: 'base64' })
    expect(embedder.dimensions).toBe(4)
    expect(seen.map(({ body }) => body)).toEqual([
      { model, input: ['dimensions'], encoding_format: 'base64' },
    ])
    expect(seen[0]!.headers.authorization).toBeUndefined()
    expect((await embedder.embed(['text']))[0]).toEqual(normalize(vectorOf('text')))
  })

  it('puts prefixes before tasks and tools, cuts long texts and mends halves of surrogate pairs', async () => {
    const { url, seen } = await serve()
    const options = { url, model, taskPrefix: 'query: ', toolPrefix: 'tool: ', maxCharacters: 16 }
    const embedder = await createHttpEmbedder({ ...options, dimensions: 4 })
    await embedder.embed([' refund '], { kind: 'task' })
    await embedder.embed(['x'.repeat(99), `${'y'.repeat(15)}😀`, 'a\ud83db'])
    expect(seen.map(({ body }) => body.input)).toEqual([
      ['query: refund'],
      [`tool: ${'x'.repeat(16)}`, `tool: ${'y'.repeat(15)}`, 'tool: a\ufffdb'],
    ])
  })

  it('has an id that differs by model, dimensions, address and prefixes, and holds no address', async () => {
    const of = async (change: object) =>
      (await createHttpEmbedder({ url: 'http://a.test/v1', model, dimensions: 8, ...change })).id
    const ids = await Promise.all(
      [{}, { model: 'other' }, { dimensions: 9 }, { url: 'http://b.test/v1' }, { taskPrefix: 'q' }].map(of),
    )
    expect(new Set(ids).size).toBe(5)
    expect(ids[0]).toMatch(/^http:embed-small:8:[0-9a-f]{12}$/)
    expect(await of({ apiKey: 'other', headers: { a: 'b' }, batchSize: 3 })).toBe(ids[0])
  })

  it('shows no key when it is printed', async () => {
    const embedder = await createHttpEmbedder({
      url: 'http://a.test',
      model,
      dimensions: 8,
      apiKey: 'sk-secret',
      headers: { cookie: 'sk-secret' },
    })
    expect(inspect(embedder, { depth: 9, showHidden: true }) + JSON.stringify(embedder)).not.toContain(
      'secret',
    )
  })

  it('refuses unknown options and values, and quotes no value that may be secret', async () => {
    const base = { url: 'http://a.test', model }
    await expect(createHttpEmbedder({ ...base, modle: 1 } as never)).rejects.toMatchObject({
      code: 'option-unknown',
      details: { keys: ['modle'] },
    })
    const hostile = JSON.parse('{"__proto__": 1, "url": "http://a.test", "model": "m"}')
    await expect(createHttpEmbedder(hostile)).rejects.toMatchObject({ code: 'option-unknown' })
    for (const bad of [
      { url: undefined },
      { url: 'secret' },
      { url: 'ftp://secret' },
      { url: 'https://user:secret@a.test' },
      { url: 'https://:secret@a.test' },
      { url: 'https://secret@a.test' },
      { model: '' },
      { apiKey: 'secret\r\nx-other: 1' },
      { apiKey: '' },
      { headers: { 'bad name': 'x' } },
      { headers: { name: 'secret\n' } },
      { headers: null },
      { dimensions: 0 },
      { encoding: 'constructor' },
      { batchSize: 1.5 },
      { batchSize: 0 },
      { timeoutMs: 0 },
      { retries: -1 },
      { maxCharacters: 15 },
      { taskPrefix: 1 },
      { signal: {} },
      { fetch: 1 },
    ]) {
      const call = createHttpEmbedder({ ...base, ...bad } as never)
      await expect(call).rejects.toMatchObject({
        code: 'option-invalid',
        details: { option: Object.keys(bad)[0] },
      })
      const error = await call.catch((thrown: unknown) => thrown)
      expect(inspect(error, { depth: 9 }).split('\n')[0] + JSON.stringify(error)).not.toContain('secret')
    }
  })
})
