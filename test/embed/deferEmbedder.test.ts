import { describe, expect, it } from 'vitest'
import { deferEmbedder } from '../../src/embed/deferEmbedder.js'
import type { Embedder } from '../../src/embed/Embedder.js'

function setup(failures = 0) {
  const seen = { loads: 0, closed: 0 }
  const loaded: Embedder = {
    id: 'late',
    dimensions: 1,
    embed: async (texts) => texts.map(() => Float32Array.of(1)),
    close: async () => void seen.closed++,
  }
  const load = async () => {
    if (++seen.loads <= failures) throw new Error('not yet')
    return loaded
  }
  return { seen, embedder: deferEmbedder({ id: 'late', dimensions: 1, load }) }
}

describe('deferEmbedder', () => {
  it('loads at the first text and never again', async () => {
    const { seen, embedder } = setup()
    expect(await embedder.embed([])).toEqual([])
    expect(seen.loads).toBe(0)
    await Promise.all([embedder.embed(['a']), embedder.embed(['b'])])
    expect(await embedder.embed(['c'])).toEqual([Float32Array.of(1)])
    expect(seen.loads).toBe(1)
  })

  it('tries again after a failure', async () => {
    const { seen, embedder } = setup(1)
    await expect(embedder.embed(['a'])).rejects.toThrow('not yet')
    expect(await embedder.embed(['a'])).toHaveLength(1)
    expect(seen.loads).toBe(2)
  })

  it('closes what was loaded, and loads nothing to close it', async () => {
    const { seen, embedder } = setup()
    await embedder.close?.()
    expect(seen).toEqual({ loads: 0, closed: 0 })
    await embedder.embed(['a'])
    await embedder.close?.()
    expect(seen).toEqual({ loads: 1, closed: 1 })
  })

  it('closes what is being loaded once it is there, and nothing where that fails', async () => {
    const good = setup()
    const embedding = good.embedder.embed(['a'])
    await good.embedder.close?.()
    expect(good.seen).toEqual({ loads: 1, closed: 1 })
    await embedding
    const bad = setup(1)
    const failing = expect(bad.embedder.embed(['a'])).rejects.toThrow('not yet')
    await expect(bad.embedder.close?.()).resolves.toBeUndefined()
    await failing
    expect(bad.seen).toEqual({ loads: 1, closed: 0 })
  })

  it('rejects where closing what was loaded fails', async () => {
    const embedder = deferEmbedder({
      id: 'late',
      dimensions: 1,
      load: async () => ({
        id: 'late',
        dimensions: 1,
        embed: async () => [Float32Array.of(1)],
        close: () => Promise.reject(new Error('cannot close')),
      }),
    })
    await embedder.embed(['a'])
    await expect(embedder.close?.()).rejects.toThrow('cannot close')
  })

  it('is aborted before it loads', async () => {
    const { seen, embedder } = setup()
    await expect(embedder.embed(['a'], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    })
    expect(seen.loads).toBe(0)
  })
})
