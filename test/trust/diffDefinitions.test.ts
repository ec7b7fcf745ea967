import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/tool/Tool.js'
import { type DefinitionChange, diffDefinitions } from '../../src/trust/diffDefinitions.js'
import { fingerprint, normalDefinition } from '../../src/trust/fingerprint.js'

const diff = (before: object, after: object) =>
  diffDefinitions(JSON.stringify({ name: 't', ...before }), JSON.stringify({ name: 't', ...after }))

/** What a text becomes by its changes. */
function applied(json: string, changes: readonly DefinitionChange[]): Json {
  const root = { '': normalDefinition(json) as Json } as { [key: string]: Json }
  // From the end, so that what leaves a list does not move what stands before it.
  for (const change of changes.toReversed()) {
    const keys = change.path.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = keys.pop()!
    const holder = ['', ...keys.slice(1)].reduce<Json>(
      (at, key) => (at as { [key: string]: Json })[key]!,
      root as Json,
    )
    const target = keys.length === 0 ? root : (holder as { [key: string]: Json })
    if ('after' in change)
      Object.defineProperty(target, last, {
        value: change.after,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    else if (Array.isArray(target)) target.splice(Number(last), 1)
    else delete target[last]
  }
  return root['']!
}

describe('diffDefinitions', () => {
  it('names each place by a pointer, with what was there before and after', () => {
    const before = { description: 'old', inputSchema: { properties: { 'a/b': { type: 'string' } } } }
    const after = {
      annotations: 1,
      title: null,
      description: 'new',
      inputSchema: { properties: { 'a/b': {}, '~': true } },
    }
    expect(diff(before, after)).toEqual([
      { path: '/annotations', after: 1 },
      { path: '/description', before: 'old', after: 'new' },
      { path: '/inputSchema/properties/a~1b/type', before: 'string' },
      { path: '/inputSchema/properties/~0', after: true },
      { path: '/title', after: null },
    ])
  })

  it('shows a list of plain values as one, and looks into lists of objects', () => {
    const withEnum = (values: unknown[]) => ({ inputSchema: { enum: values } })
    expect(diff(withEnum(['b', 'a']), withEnum(['a', 'c', 'b']))).toEqual([
      { path: '/inputSchema/enum', before: ['a', 'b'], after: ['a', 'b', 'c'] },
    ])
    const list = (...anyOf: object[]) => ({ inputSchema: { anyOf } })
    expect(diff(list({ a: 1 }, { b: 1 }), list({ a: 1 }, { b: 2 }, { c: 1 }))).toEqual([
      { path: '/inputSchema/anyOf/1/b', before: 1, after: 2 },
      { path: '/inputSchema/anyOf/2', after: { c: 1 } },
    ])
  })

  it('is empty for the order of members and sets alone', () => {
    expect(
      diff({ inputSchema: { required: ['a', 'b'], x: 1 } }, { inputSchema: { x: 1, required: ['b', 'a'] } }),
    ).toEqual([])
  })

  const anyDefinition = fc
    .dictionary(
      fc.constantFrom('description', 'inputSchema', 'a/~b', '__proto__', 'x'),
      fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        fc.array(fc.record({ a: fc.nat(2) }), { maxLength: 3 }),
      ) as fc.Arbitrary<Json>,
    )
    .map((more) => JSON.stringify({ ...more, name: 't' }))

  it('holds all of what changed: the changes make one definition of the other', () => {
    fc.assert(
      fc.property(anyDefinition, anyDefinition, (before, after) => {
        const changes = diffDefinitions(before, after)
        const made = applied(before, changes)
        expect(fingerprint(made)).toBe(fingerprint(JSON.parse(after)))
        expect(changes.length === 0).toBe(fingerprint(JSON.parse(before)) === fingerprint(JSON.parse(after)))
      }),
      { numRuns: 500 },
    )
  })
})
