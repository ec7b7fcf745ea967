import { expect, it, vi } from 'vitest'
import { createCrib } from '../../src/crib/createCrib.js'
import type { Embedder } from '../../src/embed/Embedder.js'

const close = vi.fn(async () => {})
const embedder: Embedder = {
  id: 'loaded',
  dimensions: 2,
  embed: async (texts) => texts.map((_, i) => (i % 2 === 0 ? Float32Array.of(1, 0) : Float32Array.of(0, 1))),
  close,
}

const load = vi.hoisted(() => vi.fn())
load.mockImplementation(async () => embedder)
vi.mock('../../src/embed/drivers/transformersEmbedder.js', () => ({ loadTransformersEmbedder: load }))

it('loads no model once it is aborted', async () => {
  const options = { sources: [], embedder: 'transformers', signal: AbortSignal.abort() } as const
  await expect(createCrib(options)).rejects.toMatchObject({ code: 'aborted' })
  expect(load).not.toHaveBeenCalled()
})

it('frees the model that it loaded: on close, and when the engine cannot be made', async () => {
  await expect(createCrib({ sources: [{ tools: [{}] }], embedder: 'transformers' })).rejects.toMatchObject({
    code: 'tool-invalid',
  })
  expect(close).toHaveBeenCalledTimes(1)
  await (await createCrib({ sources: [{ tools: [{ name: 'a' }] }], embedder: 'transformers' })).close()
  expect(close).toHaveBeenCalledTimes(2)
})

it('leaves an embedder that the caller brought open', async () => {
  close.mockClear()
  await expect(createCrib({ sources: [{ tools: [{}] }], embedder })).rejects.toThrow()
  await (await createCrib({ sources: [{ tools: [{ name: 'a' }] }], embedder })).close()
  expect(close).not.toHaveBeenCalled()
})
