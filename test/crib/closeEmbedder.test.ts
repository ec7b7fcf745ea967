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
vi.mock('../../src/embed/drivers/blendedEmbedder.js', () => ({ createBlendedEmbedder: load }))
vi.mock('../../src/embed/drivers/loadAsymmetricEmbedder.js', () => ({ loadAsymmetricEmbedder: load }))
const CHOICES = ['transformers', 'asymmetric'] as const

it.each(CHOICES)('loads no model for %s once it is aborted', async (embedder) => {
  const options = { sources: [], embedder, signal: AbortSignal.abort() } as const
  await expect(createCrib(options)).rejects.toMatchObject({ code: 'aborted' })
  expect(load).not.toHaveBeenCalled()
})

it.each(CHOICES)('frees what it made for %s: on close, and when there is no engine', async (embedder) => {
  close.mockClear()
  await expect(createCrib({ sources: [{ tools: [{}] }], embedder })).rejects.toMatchObject({
    code: 'tool-invalid',
  })
  expect(close).toHaveBeenCalledTimes(1)
  await (await createCrib({ sources: [{ tools: [{ name: 'a' }] }], embedder })).close()
  expect(close).toHaveBeenCalledTimes(2)
})

it('leaves an embedder that the caller brought open', async () => {
  close.mockClear()
  await expect(createCrib({ sources: [{ tools: [{}] }], embedder })).rejects.toThrow()
  await (await createCrib({ sources: [{ tools: [{ name: 'a' }] }], embedder })).close()
  expect(close).not.toHaveBeenCalled()
})
