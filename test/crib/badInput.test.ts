import { describe, expect, it } from 'vitest'
import { createCrib } from '../../src/crib/createCrib.js'
import { sources } from './sources.js'

describe('bad input', () => {
  it.each([
    [{ sources: [], embeder: 'static' }, 'option-unknown'],
    [{ sources: 'x' }, 'option-invalid'],
    [{}, 'option-invalid'],
    [{ sources: [], index: 'annoy' }, 'option-invalid'],
    [{ sources: [], embedder: 'magic' }, 'option-invalid'],
    [{ sources: [], tokenizer: 'gpt2' }, 'option-invalid'],
    [{ sources: [{ server: 'a', tools: [{ name: 'x' }, { name: 'x' }] }] }, 'tool-duplicate'],
    [{ sources: [{ server: 'a', tools: [{}] }] }, 'tool-invalid'],
  ])('createCrib(%j) is %s', async (options, code) => {
    await expect(createCrib(options as never)).rejects.toMatchObject({ name: 'CribError', code })
  })

  it('names the unknown option and the known ones', async () => {
    const crib = await createCrib({ sources })
    await expect(crib.select('x', { maxToken: 5 } as never)).rejects.toThrowError(
      /"maxToken".*Known options:.*maxTokens/,
    )
    await expect(crib.select('x', { maxTokens: -1 })).rejects.toMatchObject({
      code: 'option-invalid',
      details: { option: 'maxTokens', value: -1 },
    })
    await expect(crib.rank('x', { limit: 0 })).rejects.toMatchObject({ code: 'option-invalid' })
  })

  it('shows a value that JSON cannot hold as what it is', async () => {
    const crib = await createCrib({ sources })
    await expect(crib.select('x', { maxTokens: Number.NaN })).rejects.toThrowError(/maxTokens.* is NaN/)
    await expect(crib.select('x', { maxTokens: Number.POSITIVE_INFINITY })).rejects.toThrowError(
      /is Infinity/,
    )
  })

  it('says that there is no tool or no task', async () => {
    await expect((await createCrib({ sources: [] })).rank('x')).rejects.toMatchObject({ code: 'tools-empty' })
    await expect((await createCrib({ sources })).select('  ')).rejects.toMatchObject({ code: 'task-empty' })
  })

  it('skips bad tools where the caller asks for it, and says which', async () => {
    const crib = await createCrib({
      sources: [{ server: 'a', tools: [{ name: 'ok' }, { name: 7 }] }],
      invalidTools: 'skip',
    })
    expect(crib.catalog.tools).toHaveLength(1)
    expect(crib.catalog.rejected).toMatchObject([{ server: 'a', index: 1 }])
  })

  it.each([
    ['too few vectors', async () => []],
    ['vectors of another length', async (texts: readonly string[]) => texts.map(() => new Float32Array(3))],
    [
      'vectors that are not finite',
      async (texts: readonly string[]) => texts.map(() => new Float32Array(2).fill(Number.NaN)),
    ],
    [
      'an error',
      async () => {
        throw new Error('no model')
      },
    ],
  ])('refuses an embedder that gives %s', async (_, embed) => {
    await expect(
      createCrib({ sources, embedder: { id: 'mine', dimensions: 2, embed } }),
    ).rejects.toMatchObject({ code: 'embedder-failed', details: { embedder: 'mine' } })
  })

  it('stops at an aborted signal', async () => {
    const signal = AbortSignal.abort('enough')
    await expect(createCrib({ sources, signal })).rejects.toMatchObject({ code: 'aborted' })
    const crib = await createCrib({ sources })
    await expect(crib.rank('email', { signal })).rejects.toMatchObject({ code: 'aborted', cause: 'enough' })
    await expect(crib.select('email', { signal })).rejects.toMatchObject({ code: 'aborted' })
  })
})
