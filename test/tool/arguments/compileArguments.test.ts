import { describe, expect, it } from 'vitest'
import { compileArguments } from '../../../src/tool/arguments/compileArguments.js'
import { createCatalog } from '../../../src/tool/Catalog.js'

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#'

const toolOf = (inputSchema: object | undefined, name = 'x') =>
  createCatalog([{ tools: [{ name, inputSchema }] }]).tools[0]!

async function errorsOf(inputSchema: object | undefined, args: unknown) {
  const compiled = await compileArguments(toolOf(inputSchema))
  if (!compiled.ok) throw new Error(compiled.reason)
  return compiled.validate(args)
}

async function reasonOf(inputSchema: object) {
  const compiled = await compileArguments(toolOf(inputSchema))
  return compiled.ok ? undefined : compiled.reason
}

describe('compileArguments', () => {
  it('says in plain words what is wrong and where', async () => {
    const schema = {
      type: 'object',
      properties: {
        state: { enum: ['open', 'closed'] },
        count: { type: 'integer', minimum: 1 },
        mail: { type: 'string', format: 'email' },
        'a/b': { type: 'array', items: { type: ['string', 'null'] } },
        code: { type: 'string', pattern: '^[A-Z]+$', maxLength: 3 },
        mode: { const: 'fast' },
        form: { anyOf: [{ type: 'object', required: ['q'] }] },
        tags: { type: 'array', uniqueItems: true },
        owner: true,
      },
      required: ['owner'],
      additionalProperties: false,
    }
    const args = {
      state: 'x',
      count: 0,
      mail: 'me',
      'a/b': ['y', 3],
      code: 'abcd',
      mode: 'slow',
      form: {},
      extra: 1,
    }
    expect(await errorsOf(schema, args)).toEqual([
      { path: '/owner', message: 'is required' },
      {
        path: '/extra',
        message: 'is not known; known: state, count, mail, a/b, code, mode, form, tags, owner',
      },
      { path: '/state', message: 'must be one of "open", "closed", is "x"' },
      { path: '/count', message: 'must be 1 or more, is 0' },
      { path: '/mail', message: 'must be of format email, is "me"' },
      { path: '/a~1b/1', message: 'must be string or null, is 3' },
      { path: '/code', message: 'must be 3 characters or less, is "abcd"' },
      { path: '/code', message: 'must match "^[A-Z]+$", is "abcd"' },
      { path: '/mode', message: 'must be "fast", is "slow"' },
      { path: '/form/q', message: 'is required' },
    ])
    expect(await errorsOf(schema, { owner: 'me', tags: [1, 1] })).toEqual([
      { path: '/tags', message: 'must NOT have duplicate items (items ## 0 and 1 are identical), is [1,1]' },
    ])
    expect(await errorsOf(schema, { owner: 'me', state: 'open' })).toEqual([])
  })

  it('refuses arguments that are no object, and takes any object where there is no schema', async () => {
    for (const args of [undefined, null, 3, 'x', [1]])
      expect(await errorsOf({}, args)).toEqual([
        { path: '', message: expect.stringContaining('must be an object') },
      ])
    expect(await errorsOf(undefined, { any: 1 })).toEqual([])
  })

  it('reads each schema by its dialect', async () => {
    const tuple = { properties: { a: { items: [{ type: 'string' }] } } }
    expect(await errorsOf({ $schema: DRAFT_07, ...tuple }, { a: [1] })).toHaveLength(1)
    expect(
      await errorsOf({ $schema: DRAFT_07.replace('http', 'https').replace('#', ''), ...tuple }, { a: [1] }),
    ).toHaveLength(1)
    expect(await reasonOf({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...tuple })).toMatch(
      /does not compile/,
    )
    const prefix = { properties: { a: { prefixItems: [{ type: 'string' }] } } }
    expect(await errorsOf(prefix, { a: [1] })).toHaveLength(1)
    expect(await errorsOf({ $schema: DRAFT_07, ...prefix }, { a: [1] })).toEqual([])
    const dependent = { dependentRequired: { a: ['b'] } }
    expect(
      await errorsOf({ $schema: 'https://json-schema.org/draft/2019-09/schema', ...dependent }, { a: 1 }),
    ).toHaveLength(1)
    expect(
      await errorsOf({ $schema: 'http://json-schema.org/draft-06/schema#', ...dependent }, { a: 1 }),
    ).toEqual([])
  })

  it('reads a schema without a dialect as 2020-12, or as draft-07 where it is none', async () => {
    expect(await errorsOf({ properties: { a: { items: [{ type: 'string' }] } } }, { a: [1] })).toHaveLength(1)
  })

  it.each([
    [{ $schema: 'http://json-schema.org/draft-04/schema#' }, /The dialect "http.*draft-04.*" is not known/],
    [{ $schema: 'https://example.com/mine' }, /is not known/],
    [{ properties: { a: { $ref: 'https://example.com/schema' } } }, /can't resolve reference/],
    [
      { properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { $ref: '#/$defs/a' } } },
      /refers to itself without end/,
    ],
    [{ properties: { a: { pattern: '(' } } }, /does not compile/],
    [{ properties: { a: { type: 'text' } } }, /does not compile/],
  ])('says why %j cannot be checked', async (schema, reason) => {
    expect(await reasonOf(schema)).toMatch(reason)
  })

  it.each([
    [
      'a pattern that goes back and forth',
      { properties: { a: { pattern: '^(a+)+$' } } },
      { a: `${'a'.repeat(40)}!` },
    ],
    ['branches that double', { properties: { a: { $ref: '#/$defs/d0' } }, $defs: doubling(40) }, { a: 1 }],
  ])('does not stall on %s', async (_, schema, args) => {
    const [error] = await errorsOf(schema, args)
    expect(error).toEqual({
      path: '',
      message: 'cannot be checked: it takes more than 250 ms',
      unchecked: true,
    })
  })

  it('reports arguments nested too deeply', async () => {
    let deep = {}
    for (let at = 0; at < 100_000; at++) deep = { a: deep }
    const errors = await errorsOf({ properties: { a: { $ref: '#' } } }, deep)
    expect(errors).toEqual([{ path: '', message: expect.stringContaining('nested too deeply') }])
  })

  it('checks patterns that only hold without the u flag, and lets unknown formats be', async () => {
    expect(await errorsOf({ properties: { a: { pattern: '^\\-x' } } }, { a: '-x' })).toEqual([])
    expect(await errorsOf({ properties: { a: { pattern: '^\\-x' } } }, { a: 'x' })).toHaveLength(1)
    expect(await errorsOf({ properties: { a: { format: 'no-such-format' } } }, { a: 'x' })).toEqual([])
  })

  it('is not fooled by names of Object.prototype, by $async, or by the $id of another tool', async () => {
    expect(await errorsOf({ required: ['constructor'] }, {})).toHaveLength(1)
    expect(await errorsOf({ $async: true, required: ['a'] }, {})).toHaveLength(1)
    const named = (type: string) => ({
      properties: { a: { $ref: 'urn:x:y' } },
      $defs: { y: { $id: 'urn:x:y', type } },
    })
    expect(await errorsOf(named('string'), { a: 1 })).toHaveLength(1)
    expect(await errorsOf(named('number'), { a: 1 })).toEqual([])
    const borrower = { properties: { a: { $ref: 'urn:x:y' } }, $defs: { y: { type: 'string' } } }
    expect(await reasonOf(borrower)).toMatch(/can't resolve reference urn:x:y/)
  })

  it('stops after ten errors and cuts long lists', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [`parameter${at}`, { type: 'string' }]),
    )
    const errors = await errorsOf(
      { properties, additionalProperties: false, required: Object.keys(properties) },
      { z: 1 },
    )
    expect(errors).toHaveLength(10)
    const [unknown] = await errorsOf({ properties, additionalProperties: false }, { z: 1 })
    expect(unknown!.message.length).toBeLessThan(330)
  })

  it('keeps what it compiled, by the hash of the tool, and forgets what was used longest ago', async () => {
    const first = toolOf({ required: ['first'] })
    const check = await compileArguments(first)
    expect(await compileArguments({ ...first })).toBe(check)
    // Known dialects only, so that nothing has to be compiled.
    const others = Array.from({ length: 500 }, (_, at) => toolOf({ $schema: 'urn:none' }, `other${at}`))
    for (const tool of others.slice(0, 499)) await compileArguments(tool)
    expect(await compileArguments(first)).toBe(check)
    for (const tool of others.slice(0, 499)) await compileArguments(tool)
    await compileArguments(others[499]!)
    expect(await compileArguments(first)).not.toBe(check)
  })
})

/** Each of so many schemas holds the next one twice. */
function doubling(count: number): Record<string, object> {
  const defs: Record<string, object> = { [`d${count}`]: { type: 'string' } }
  for (let at = 0; at < count; at++) {
    const next = { $ref: `#/$defs/d${at + 1}` }
    defs[`d${at}`] = { anyOf: [next, next] }
  }
  return defs
}
