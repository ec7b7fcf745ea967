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

  it('is aborted before it loads', async () => {
    const { seen, embedder } = setup()
    await expect(embedder.embed(['a'], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    })
    expect(seen.loads).toBe(0)
  })
})
