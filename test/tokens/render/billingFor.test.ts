import { expect, test } from 'vitest'
import { billingFor } from '../../../src/tokens/render/billingFor.js'
import { FAMILIES, MODEL_TABLE } from '../../../src/tokens/render/modelTable.js'

test('ids are found with dates, versions, prefixes of clouds and routers', () => {
  const found = (model: string) => {
    const { provider, tokenizer, toolPrompt, factor, assumed } = billingFor({ model })
    return [provider, tokenizer, toolPrompt, factor, assumed !== undefined]
  }
  expect(found('gpt-4o-mini-2024-07-18')).toEqual(['openai', 'o200k_base', 0, 1, false])
  expect(found('openai/gpt-4-turbo')).toEqual(['openai', 'cl100k_base', 0, 1, false])
  expect(found('gpt-5.4-pro')).toEqual(['openai', 'o200k_base', 0, 1, false])
  expect(found('claude-opus-4-5-20251101')).toEqual(['anthropic', 'o200k_base', 496, 1, false])
  expect(found('us.anthropic.claude-sonnet-4-5-20250929-v1:0')).toEqual([
    'anthropic',
    'o200k_base',
    496,
    1,
    false,
  ])
  expect(found('claude-opus-5')).toEqual(['anthropic', 'o200k_base', 286, 1.3, false])
  expect(found('claude-sonnet-5')).toEqual(['anthropic', 'o200k_base', 354, 1.3, false])
  expect(found('models/gemini-3.1-pro-preview')).toEqual(['gemini', 'o200k_base', 0, 1, false])
})

test('a model that is not in the table is billed as the newest of its family, and says so', () => {
  const claude = billingFor({ model: 'claude-opus-9' })
  expect(claude).toMatchObject({ model: 'claude-opus-9', provider: 'anthropic', toolPrompt: 286 })
  expect(claude.assumed).toContain('claude-opus-5-5')
  // A newer minor version is another model, not a variant of the older one.
  expect(billingFor({ model: 'claude-sonnet-5-7' }).assumed).toContain('claude-sonnet-5-7')
  expect(billingFor({ model: 'gpt-9' })).toMatchObject({ ownTokenizer: false })
  expect(billingFor({ model: 'gpt-6.2-sol' }).assumed).toContain('no public list')
})

test('a model of no known family is an error that names the nearest', () => {
  expect(() => billingFor({ model: 'gtp-4o' })).toThrow(
    expect.objectContaining({
      code: 'model-unknown',
      message: expect.stringContaining('gpt-4o'),
      details: { model: 'gtp-4o', nearest: expect.arrayContaining(['gpt-4o']) },
    }),
  )
})

test('tools as text have no hidden prompt and no formula, but the factor of the tokenizer', () => {
  expect(billingFor({ model: 'claude-opus-5-5', provider: 'prompt' })).toMatchObject({
    provider: 'prompt',
    toolPrompt: 0,
    factor: 1.3,
    source: expect.stringContaining('times 1.3'),
  })
  expect(billingFor({ provider: 'mcp' })).not.toHaveProperty('formula')
})

test('a forced choice has the longer hidden prompt, where it is documented', () => {
  expect(billingFor({ model: 'claude-opus-5', toolChoice: 'forced' }).toolPrompt).toBe(406)
  const open = billingFor({ model: 'claude-opus-5-5', toolChoice: 'forced' })
  expect(open).toMatchObject({ toolPrompt: 286, assumed: expect.stringContaining('not documented') })
})

test('options that do not go together or do not exist', () => {
  const code = (options: object) => {
    try {
      billingFor(options as never)
      return undefined
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  expect(code({})).toBe('option-invalid')
  expect(code({ provider: 'azure' })).toBe('option-invalid')
  expect(code({ model: 'claude-opus-5', provider: 'openai' })).toBe('option-invalid')
  expect(code({ model: 'gpt-4o', toolChoice: 'any' })).toBe('option-invalid')
  expect(code({ model: 'gpt-4o', modle: '' })).toBe('option-unknown')
})

test('every row has a source, a date, and its family finds it', () => {
  for (const { id, family, source, date } of MODEL_TABLE) {
    expect(source.length).toBeGreaterThan(10)
    expect(date).toMatch(/^\d{4}-\d{2}(-\d{2})?$/)
    expect(`${id}-`).toMatch(FAMILIES[family].ids)
    expect(billingFor({ model: id })).toMatchObject({ provider: family, model: id, source })
  }
  for (const { standIn, defaultModel } of Object.values(FAMILIES)) {
    expect(MODEL_TABLE.map(({ id }) => id)).toContain(standIn)
    expect(() => billingFor({ model: defaultModel })).not.toThrow()
  }
})
