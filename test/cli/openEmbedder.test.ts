import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import { type Answer, startServer, type TestServer } from '../embed/httpTestServer.js'
import { jsonLines, runInProcess, TOOLS } from './testIo.js'

const folder = mkdtempSync(join(tmpdir(), 'toolcrib-openEmbedder-'))
const bundled = createStaticEmbedder(loadStaticModel())
const KEY = 'sk-secret'
/** The bundled model behind an endpoint that wants a key. */
const keyed: Answer = ({ headers, body }, response) => {
  if (headers.authorization !== `Bearer ${KEY}`) {
    response.writeHead(401).end(JSON.stringify({ error: { message: `bad key ${headers.authorization}` } }))
    return
  }
  const data = body.input.map((text, index) => ({ index, embedding: [...bundled.embedSync(text)] }))
  response.end(JSON.stringify({ data }))
}

let server: TestServer
beforeAll(async () => {
  server = await startServer([], keyed)
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const select = (argv: string[], env: Record<string, string> = { TOOLCRIB_EMBEDDER_KEY: KEY }) =>
  runInProcess(['select', 'refund the last payment', '--tools', 't', '--json', ...argv], {
    files: { t: jsonLines(TOOLS) },
    env,
  })
const http = () => ['--embedder', 'http', '--embedder-url', server.url, '--embedder-model', 'small']

describe('--embedder http', () => {
  test('asks the endpoint, with the key of the environment', async () => {
    const { stdout, stderr, code } = await select(http())
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(JSON.parse(stdout).items[0].id).toBe('pay/refund_payment')
    expect(server.seen[0]!.body.model).toBe('small')
  })

  test('a wrong key is a coded failure that does not show it', async () => {
    const { stdout, stderr, code } = await select(http(), { TOOLCRIB_EMBEDDER_KEY: 'sk-wrong' })
    expect(code).toBe(1)
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'embedder-unreachable', details: { status: 401 } })
    expect(stdout + stderr).not.toContain('sk-wrong')
  })

  test('an empty variable is no key', async () => {
    const before = server.seen.length
    expect((await select(http(), { TOOLCRIB_EMBEDDER_KEY: '' })).code).toBe(1)
    expect(server.seen[before]!.headers.authorization).toBeUndefined()
  })

  test('--vector-cache keeps the vectors of tools and tasks for the next run', async () => {
    const cache = join(folder, 'cache')
    const first = await select([...http(), '--vector-cache', cache])
    const asked = server.seen.length
    const second = await select([...http(), '--vector-cache', cache])
    // One text is asked for at the start of each run, to learn the dimensions.
    expect(server.seen.slice(asked).map(({ body }) => body.input)).toEqual([['dimensions']])
    expect(JSON.parse(second.stdout).items).toEqual(JSON.parse(first.stdout).items)
    expect(readdirSync(cache)).toHaveLength(1)
  })

  test('a cache folder that cannot be is bad input', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { stdout, code } = await select([...http(), '--vector-cache', join(file, 'x')])
    expect(code).toBe(2)
    expect(JSON.parse(stdout).error.code).toBe('cache-unusable')
  })
})

test.each([
  [['--embedder', 'http'], '--embedder-url'],
  [['--embedder', 'http', '--embedder-url', 'http://a.test'], '--embedder-model'],
  [['--embedder-url', 'http://a.test'], '--embedder-url'],
  [['--embedder', 'transformers', '--embedder-model', 'x'], '--embedder-model'],
  [['--vector-cache', 'x'], '--vector-cache'],
  [['--embedder', 'static', '--models', 'x'], '--models'],
  [['--embedder', 'http', '--models', 'x'], '--models'],
  [['--model', 'x'], '--model'],
  [['--embedder', 'http', '--dtype', 'q8'], '--dtype'],
  [['--embedder', 'static', '--device', 'cpu'], '--device'],
  [['--model-cache', 'x'], '--model-cache'],
  [['--table-share', '0'], '--table-share'],
  [['--embedder', 'transformers', '--table-share', '2'], '--table-share'],
])('%j do not go together', async (argv, argument) => {
  const { stdout, code } = await select(argv)
  expect(code).toBe(2)
  expect(JSON.parse(stdout).error).toMatchObject({ code: 'usage', details: { argument } })
})

test.each(['transformers', 'asymmetric'])(
  '--embedder %s takes the models it knows only',
  async (embedder) => {
    const { stdout, code } = await select(['--embedder', embedder, '--model', 'Xenova/none'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'option-invalid', details: { option: 'model' } })
  },
)
