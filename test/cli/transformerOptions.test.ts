import { expect, test } from 'vitest'
import { transformerOptions } from '../../src/cli/transformerOptions.js'
import { runInProcess } from './testIo.js'

const { signal } = new AbortController()

test('every option of the command line reaches the embedder', () => {
  const args = { model: 'Xenova/bge-small-en-v1.5', dtype: 'fp32', device: 'cuda', modelCache: 'm' } as const
  expect(transformerOptions(args, signal)).toEqual({
    model: args.model,
    dtype: 'fp32',
    device: 'cuda',
    cacheDir: 'm',
    signal,
  })
})

test('a folder of models means that nothing is downloaded', () => {
  expect(transformerOptions({ models: 'here' }, signal)).toEqual({
    localModelPath: 'here',
    allowRemoteModels: false,
    signal,
  })
})

test('what is not given is left to the embedder', () => {
  expect(transformerOptions({}, signal)).toEqual({ signal })
})

test('the command line has all of them', async () => {
  const { stdout } = await runInProcess(['index', '--help'])
  for (const option of ['--model ', '--dtype', '--device', '--models', '--model-cache', '--out'])
    expect(stdout).toContain(option)
})
