import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { cacheEmbedder } from '../../src/embed/cachedEmbedder.js'
import { openDiskVectorStore } from '../../src/embed/drivers/diskVectorStore.js'
import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import type { Embedder, EmbedOptions } from '../../src/embed/Embedder.js'
import type { VectorStore } from '../../src/embed/VectorStore.js'
import { createCrib } from '../../src/index.js'
import { normalize } from '../../src/vector/normalize.js'
import { describeEmbedder } from '../contracts/embedder.js'

const folder = mkdtempSync(join(tmpdir(), 'toolcrib-cached-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bundled = createStaticEmbedder(loadStaticModel())
describeEmbedder(
  'cached on disk',
  async () => cacheEmbedder(bundled, await openDiskVectorStore(join(folder, 'contract'))),
  { idPrefix: 'static:', dimensions: bundled.dimensions },
)

/** A store in memory: the plain twin of the disk's. */
function memoryStore(): VectorStore {
  const kept = new Map<string, Float32Array>()
  const name = (space: object, key: string) => JSON.stringify([space, key])
  return {
    get: async (space, keys) => keys.map((key) => kept.get(name(space, key))?.slice()),
    put: async (space, entries) => {
      for (const { key, vector } of entries) kept.set(name(space, key), vector.slice())
    },
  }
}

/** Vectors that differ by text and kind; notes what it was asked. */
function fake(change: Partial<Embedder> = {}) {
  const asked: string[][] = []
  const embed = async (texts: readonly string[], options: EmbedOptions = {}) => {
    asked.push([...texts])
    return texts.map((text) =>
      normalize([text.length + 1, text.codePointAt(0) ?? 0, options.kind === 'task' ? 1 : 2]),
    )
  }
  const embedder: Embedder = { id: 'fake', dimensions: 3, embed, ...change }
  return { asked, embedder }
}

describe('cacheEmbedder', () => {
  it('asks only for what the store does not have, once a text, and keeps the order', async () => {
    const { asked, embedder } = fake()
    const cached = cacheEmbedder(embedder, memoryStore())
    await cached.embed(['b', 'd'])
    const vectors = await cached.embed(['a', 'b', 'c', 'a', 'd', 'b'])
    expect(asked).toEqual([
      ['b', 'd'],
      ['a', 'c'],
    ])
    expect(vectors).toEqual(await embedder.embed(['a', 'b', 'c', 'a', 'd', 'b']))
    expect(cached.counts).toEqual({ hits: 3, misses: 4 })
    vectors[0]!.fill(9)
    expect(vectors[3]).not.toEqual(vectors[0])
    expect((await cached.embed(['a']))[0]).toEqual(vectors[3])
  })

  it('keeps tasks and tools apart, a tool being the default', async () => {
    const { asked, embedder } = fake()
    const cached = cacheEmbedder(embedder, memoryStore())
    const [tool] = await cached.embed(['x'], { kind: 'tool' })
    const [task] = await cached.embed(['x'], { kind: 'task' })
    expect(task).not.toEqual(tool)
    expect(await cached.embed(['x'])).toEqual([tool])
    expect(asked).toEqual([['x'], ['x']])
  })

  it('keeps apart texts that differ in halves of surrogate pairs only', async () => {
    const { asked, embedder } = fake()
    const cached = cacheEmbedder(embedder, memoryStore())
    await cached.embed(['\ud83d'])
    await cached.embed(['\ud83e', '\ufffd'])
    expect(asked).toEqual([['\ud83d'], ['\ud83e', '\ufffd']])
  })

  it('stores as it goes: what failed late is not done again', async () => {
    const store = memoryStore()
    const { embedder } = fake()
    let calls = 0
    const failing: Embedder = {
      ...embedder,
      embed: async (texts, options) => {
        if (++calls === 3) throw new Error('lost')
        return embedder.embed(texts, options)
      },
    }
    const texts = Array.from({ length: 1500 }, (_, i) => `text ${i}`)
    await expect(cacheEmbedder(failing, store).embed(texts)).rejects.toThrow('lost')
    const again = cacheEmbedder(embedder, store)
    await again.embed(texts)
    expect(again.counts).toEqual({ hits: 1024, misses: 476 })
  })

  it('stores nothing that is no promised vector', async () => {
    const puts: unknown[] = []
    const store: VectorStore = { ...memoryStore(), put: async (...args) => void puts.push(args) }
    for (const wrong of [[], [Float32Array.of(1, 0)], [Float32Array.of(3, 0, 0)], [[1, 0, 0]]]) {
      const { embedder } = fake({ embed: async () => wrong as Float32Array[] })
      await expect(cacheEmbedder(embedder, store).embed(['x'])).rejects.toMatchObject({
        code: 'embedder-failed',
      })
    }
    expect(puts).toEqual([])
  })

  it('takes a vector of another length in the store for none', async () => {
    const { asked, embedder } = fake()
    const store: VectorStore = { ...memoryStore(), get: async () => [Float32Array.of(1, 0)] }
    expect(await cacheEmbedder(embedder, store).embed(['x'])).toEqual(await embedder.embed(['x']))
    expect(asked[0]).toEqual(['x'])
  })

  it('passes on kind and signal, stops when aborted, and closes the embedder', async () => {
    const seen: unknown[] = []
    const { embedder } = fake()
    const { signal } = new AbortController()
    const spy: Embedder = {
      ...embedder,
      embed: (texts, options) => {
        seen.push(options)
        return embedder.embed(texts, options)
      },
      close: async () => void seen.push('closed'),
    }
    const cached = cacheEmbedder(spy, memoryStore())
    await cached.embed(['x'], { kind: 'task', signal })
    const late = cached.embed(['x'], { kind: 'task', signal: AbortSignal.abort() })
    await expect(late).rejects.toMatchObject({ code: 'aborted' })
    await cached.close?.()
    expect(seen).toEqual([{ kind: 'task', signal }, 'closed'])
  })

  it('gives what the embedder gives, whatever is asked in whatever order, over a disk too', async () => {
    let run = 0
    const calls = fc.array(
      fc.record({
        model: fc.constantFrom('a', 'b'),
        kind: fc.constantFrom('task' as const, 'tool' as const),
        texts: fc.array(fc.oneof(fc.constantFrom('', 'x', '__proto__'), fc.string({ unit: 'binary' }))),
        reopen: fc.boolean(),
      }),
      { maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(calls, async (list) => {
        const place = join(folder, `property-${run++}`)
        let disk = await openDiskVectorStore(place)
        const memory = memoryStore()
        for (const { model, kind, texts, reopen } of list) {
          if (reopen) disk = await openDiskVectorStore(place)
          const { embedder } = fake({ id: model })
          const expected = await embedder.embed(texts, { kind })
          const [onDisk, inMemory] = [cacheEmbedder(embedder, disk), cacheEmbedder(embedder, memory)]
          expect(await onDisk.embed(texts, { kind })).toEqual(expected)
          expect(await inMemory.embed(texts, { kind })).toEqual(expected)
          expect(onDisk.counts).toEqual(inMemory.counts)
        }
      }),
      { numRuns: 60 },
    )
  })
})

it('an engine indexes the second time without embedding a tool', async () => {
  const tools = ['refund_payment', 'send_mail'].map((name) => ({
    name,
    inputSchema: { type: 'object' as const },
  }))
  const of = async () => {
    const cached = cacheEmbedder(bundled, await openDiskVectorStore(join(folder, 'engine')))
    const crib = await createCrib({ sources: [{ server: 's', tools }], embedder: cached })
    const { misses } = cached.counts
    const { items: ranked } = await crib.rank('give the money back')
    await crib.close()
    return { misses, ranked }
  }
  const first = await of()
  const second = await of()
  expect(first.misses).toBeGreaterThan(0)
  expect(second.misses).toBe(0)
  expect(second.ranked).toEqual(first.ranked)
  expect(first.ranked.length).toBeGreaterThan(0)
})
