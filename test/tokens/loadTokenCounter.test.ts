import { describe, expect, it } from 'vitest'
import { loadTokenCounter, TOKENIZER_NAMES, type TokenizerName } from '../../src/tokens/loadTokenCounter.js'

describe('loadTokenCounter', () => {
  it('gives one counter per name', async () => {
    for (const name of TOKENIZER_NAMES) {
      const counter = await loadTokenCounter(name)
      expect(counter.name).toBe(name)
      expect(await loadTokenCounter(name)).toBe(counter)
    }
  })

  it.each(['gpt-9', '', '__proto__', 'constructor', 'toString'])(
    'refuses %j and names the known',
    async (name) => {
      await expect(loadTokenCounter(name as TokenizerName)).rejects.toMatchObject({
        code: 'tokenizer-unknown',
        message: expect.stringMatching(/o200k_base, cl100k_base, estimate/),
        details: { name, known: ['o200k_base', 'cl100k_base', 'estimate'] },
      })
    },
  )
})
