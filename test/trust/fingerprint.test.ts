import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentHash } from '../../src/hash.js'
import { fingerprint } from '../../src/trust/fingerprint.js'

/** The same value with members, and nothing else, in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).reverse()
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member)]))
}

const withSchema = (inputSchema: object) => fingerprint({ name: 't', inputSchema })

describe('fingerprint', () => {
  it('is the hash of the canonical form where no schema has a set', () => {
    const definition = { name: 't', title: 'T', inputSchema: { type: 'object' }, _meta: { x: [2, 1] } }
    expect(fingerprint(definition)).toBe(contentHash(definition))
  })

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (more) => {
        const definition = { ...more, name: 't' }
        expect(fingerprint(reversed(definition))).toBe(fingerprint(definition))
      }),
    )
  })

  it('does not depend on the order of sets in a schema, at any depth', () => {
    const schema = (list: readonly string[]) => ({
      required: list,
      properties: {
        p: { type: list, enum: [...list, 1, null] },
        required: { items: { anyOf: [{ required: list }] } },
      },
    })
    expect(withSchema(schema(['b', 'a']))).toBe(withSchema(schema(['a', 'b'])))
    const output = (required: string[]) => fingerprint({ name: 't', outputSchema: { required } })
    expect(output(['b', 'a'])).toBe(output(['a', 'b']))
    const enums = (list: unknown[]) => withSchema({ properties: { p: { enum: list } } })
    expect(enums([10, 9, null, { b: 1, a: 2 }])).toBe(enums([{ a: 2, b: 1 }, null, 9, 10]))
  })

  it.each([
    [
      'a default',
      { properties: { p: { default: ['b', 'a'] } } },
      { properties: { p: { default: ['a', 'b'] } } },
    ],
    ['required in a default', { default: { required: ['b', 'a'] } }, { default: { required: ['a', 'b'] } }],
    ['a branch', { anyOf: [{ type: 'a' }, { type: 'b' }] }, { anyOf: [{ type: 'b' }, { type: 'a' }] }],
    ['a set with one more', { required: ['a'] }, { required: ['a', 'a'] }],
    ['a member without a value', { default: null }, {}],
    ['a number', { default: 1 }, { default: 1.5 }],
  ])('differs with %s', (_, one, other) => {
    expect(withSchema(one)).not.toBe(withSchema(other))
  })

  it('covers every field, known or not', () => {
    const base = { name: 't', description: 'd' }
    const others = [
      { ...base, name: 'u' },
      { ...base, description: 'd ' },
      { ...base, title: '' },
      { ...base, annotations: { readOnlyHint: true } },
      { ...base, _meta: {} },
      { ...base, description: 'd\u200B' },
      JSON.parse('{"name":"t","description":"d","__proto__":{}}') as object,
    ]
    const prints = [base, ...others].map(fingerprint)
    expect(new Set(prints).size).toBe(prints.length)
  })

  it.each([
    ['no object', []],
    ['no name', {}],
    ['an empty name', { name: '' }],
    ['a long name', { name: 'n'.repeat(1025) }],
    ['no JSON', undefined],
    ['a bigint', { name: 't', x: 1n }],
    ['deep nesting', { name: 't', x: JSON.parse(`${'['.repeat(201)}${']'.repeat(201)}`) as unknown }],
  ])('refuses %s', (_, value) => {
    expect(() => fingerprint(value)).toThrow(expect.objectContaining({ code: 'tool-invalid' }))
  })

  it('takes definitions of megabytes', () => {
    expect(fingerprint({ name: 't', description: 'x'.repeat(5_000_000) })).toMatch(/^[0-9a-f]{64}$/)
  })
})
