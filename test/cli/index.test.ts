import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import { type Answer, startServer, type TestServer } from '../embed/httpTestServer.js'
import { sharedPath } from '../shared.js'
import { jsonLines, runInProcess, TOOLS } from './testIo.js'

const folder = mkdtempSync(join(tmpdir(), 'toolcrib-index-'))
const bundled = createStaticEmbedder(loadStaticModel())
const answer: Answer = ({ body }, response) => {
  const data = body.input.map((text, index) => ({ index, embedding: [...bundled.embedSync(text)] }))
  response.end(JSON.stringify({ data }))
}
let server: TestServer
beforeAll(async () => {
  server = await startServer([], answer)
})
afterEach(() => {
  server.seen.length = 0
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const files = { t: jsonLines(TOOLS) }
const run = (...argv: string[]) => runInProcess([...argv, '--tools', 't', '--json'], { files })
const http = () => ['--embedder', 'http', '--embedder-url', server.url, '--embedder-model', 'small']
const textsAsked = () => server.seen.flatMap(({ body }) => body.input).filter((text) => text !== 'dimensions')

describe('toolcrib index --embedder http', () => {
  test('keeps what a selection asks for, so that only the task is asked for then', async () => {
    const out = join(folder, 'http')
    const { stdout, stderr, code } = await run('index', ...http(), '--out', out)
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    const document = JSON.parse(stdout)
    expect(document).toMatchObject({ catalog: { tools: TOOLS.length }, out, embedded: textsAsked().length })
    expect(document.embedder).toMatch(/^http:small:256:/)
    expect(document.embedded).toBeGreaterThan(TOOLS.length)

    server.seen.length = 0
    const task = 'refund the last payment'
    const selected = await run('select', task, ...http(), '--vector-cache', out)
    expect(selected.code).toBe(0)
    expect(textsAsked()).toEqual([task])

    const again = await run('index', ...http(), '--out', out)
    expect(JSON.parse(again.stdout).embedded).toBe(0)
  })

  test('says in words what it did', async () => {
    const { stdout } = await runInProcess(
      ['index', '--tools', 't', ...http(), '--out', join(folder, 'words')],
      { files },
    )
    expect(stdout).toMatch(/Indexed +\d+ tools by http:small:256:\w+: \d+ texts embedded/)
    expect(stdout).toContain('--vector-cache')
  })

  test('fails where the vectors cannot be written', async () => {
    const good = join(folder, 'good')
    await run('index', ...http(), '--out', good)
    const out = join(folder, 'bad')
    mkdirSync(join(out, readdirSync(good)[0]!), { recursive: true })
    const { stdout, code } = await run('index', ...http(), '--out', out)
    expect(code).toBe(2)
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'cache-unusable', details: { folder: out } })
  })

  test('fails where the folder is a file', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { stdout, code } = await run('index', ...http(), '--out', join(file, 'x'))
    expect(code).toBe(2)
    expect(JSON.parse(stdout).error.code).toBe('cache-unusable')
  })
})

test.each([[[]], [['--embedder', 'static']]])('the bundled model needs no index: %j', async (argv) => {
  const { stdout, code } = await run('index', ...argv, '--out', join(folder, 'none'))
  expect(code).toBe(2)
  expect(JSON.parse(stdout).error).toMatchObject({ code: 'usage', details: { argument: '--embedder' } })
})

test('--out is required', async () => {
  expect((await run('index', ...http())).code).toBe(2)
})

const models = sharedPath('models')

describe.skipIf(models === undefined)('with real models (skipped without the shared models)', () => {
  test('a selection by --embedder asymmetric needs the folder and no model', async () => {
    const out = join(folder, 'asymmetric')
    const model = ['--embedder', 'asymmetric', '--model', 'Xenova/bge-small-en-v1.5']
    const indexed = await run('index', ...model, '--models', models!, '--out', out)
    expect(indexed.code).toBe(0)
    expect(JSON.parse(indexed.stdout).embedder).toContain('bge-small')
    expect(readdirSync(out)).toHaveLength(1)
    // The folder of models does not exist: loading one would fail.
    const select = ['select', 'refund the last payment', '--models', join(folder, 'no-models')]
    const { stdout, code } = await run(...select, ...model, '--vector-cache', out)
    expect(code).toBe(0)
    expect(JSON.parse(stdout).items[0].id).toBe('pay/refund_payment')
    const other = await run(...select, '--embedder', 'asymmetric', '--vector-cache', out)
    expect(JSON.parse(other.stdout).error.code).toBe('vectors-missing')
  })
})
