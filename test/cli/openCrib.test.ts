import { describe, expect, test } from 'vitest'
import { sharedPath } from '../shared.js'
import { jsonLines, runInProcess, TOOLS } from './testIo.js'

const files = { t: jsonLines(TOOLS) }
const select = (...argv: string[]) =>
  runInProcess(['select', 'refund the last payment', '--tools', 't', '--json', ...argv], { files })

const models = sharedPath('models')

describe.skipIf(models === undefined)('a bigger embedder (skipped without the shared models)', () => {
  test('--embedder transformers reads --models and nothing else', async () => {
    const { stdout, code } = await select('--embedder', 'transformers', '--models', models ?? '')
    expect(code).toBe(0)
    expect(JSON.parse(stdout).items[0].id).toBe('pay/refund_payment')
  })
})

test('a folder without models is a coded error, not a download', async () => {
  const { stdout, code } = await select('--embedder', 'transformers', '--models', '/toolcrib-no-such-folder')
  expect(code).not.toBe(0)
  expect(JSON.parse(stdout).error.code).not.toBe('unexpected')
})

test('--index hnsw uses the native index', async (context) => {
  const built = await import('hnswlib-node').then(
    () => true,
    () => false,
  )
  context.skip(!built, 'hnswlib-node is not built here')
  const { stdout } = await select('--index', 'hnsw')
  expect(JSON.parse(stdout).index).toBe('hnsw')
  expect(JSON.parse(stdout).items[0].id).toBe('pay/refund_payment')
})
