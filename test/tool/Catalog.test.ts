import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCatalog, diffCatalogs } from '../../src/tool/Catalog.js'
import type { ToolSource } from '../../src/tool/Tool.js'

const tools = (...names: string[]) => names.map((name) => ({ name }))

describe('createCatalog', () => {
  it('keeps equal names of different servers apart and orders by id', () => {
    const catalog = createCatalog([
      { server: 'b', tools: tools('search') },
      { server: 'a', tools: tools('search', 'add') },
    ])
    expect(catalog.tools.map((tool) => tool.id)).toEqual(['a/add', 'a/search', 'b/search'])
    expect(catalog.wireName('b/search')).toBe('b__search')
    expect(catalog.get('b__search')?.id).toBe('b/search')
    expect(catalog.servers).toEqual(['a', 'b'])
  })

  it('leaves the names of a single server as they are', () => {
    const catalog = createCatalog([{ server: 'a', tools: tools('do.it', 'x'.repeat(80)) }])
    expect(catalog.tools.map((tool) => catalog.wireName(tool.id))).toEqual(['do.it', 'x'.repeat(80)])
  })

  it('keeps tools called like members of Object.prototype', () => {
    const catalog = createCatalog([
      { server: '__proto__', tools: tools('constructor', '__proto__', 'toString', 'hasOwnProperty') },
    ])
    expect(catalog.tools).toHaveLength(4)
    expect(catalog.get('__proto__/constructor')?.name).toBe('constructor')
    expect(catalog.get('valueOf')).toBeUndefined()
  })

  it('refuses duplicate ids, or lists them where the caller wants to go on', () => {
    const sources = [{ server: 'a', tools: tools('x', 'x') }]
    expect(() => createCatalog(sources)).toThrowError(
      expect.objectContaining({ code: 'tool-duplicate', details: { id: 'a/x' } }),
    )
    expect(createCatalog(sources, 'skip')).toMatchObject({
      tools: [{ id: 'a/x' }],
      rejected: [{ name: 'x', index: 1 }],
    })
  })

  it('says what is wrong with sources that are no array', () => {
    expect(() => createCatalog(null as never)).toThrowError(
      expect.objectContaining({ code: 'option-invalid', message: expect.stringContaining('null') }),
    )
  })

  it('lists a hundred thousand and more bad definitions', () => {
    const catalog = createCatalog([{ tools: [...new Array(200_000).fill(0), { name: 'a' }] }], 'skip')
    expect([catalog.tools.length, catalog.rejected.length]).toEqual([1, 200_000])
  })

  it('says where a rejected duplicate stands in its source', () => {
    const catalog = createCatalog(
      [{ server: 'a', tools: [{ bad: true }, { name: 'x' }, { name: 'x' }] }],
      'skip',
    )
    expect(catalog.rejected.map((one) => one.index)).toEqual([0, 2])
  })

  it('has a revision that depends on the tools and not on their order', () => {
    const one = createCatalog([{ server: 'a', tools: tools('x', 'y') }])
    expect(createCatalog([{ server: 'a', tools: tools('y', 'x') }]).revision).toBe(one.revision)
    expect(createCatalog([{ server: 'a', tools: tools('y', 'z') }]).revision).not.toBe(one.revision)
  })
})

describe('wire names', () => {
  it('are unique, of at most 64 safe characters with several servers, and do not depend on the order of servers', () => {
    const name = fc.string({
      minLength: 1,
      maxLength: 90,
      unit: fc.constantFrom('a', 'b', '_', '.', ' ', 'é', '-'),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 2, maxLength: 4 }),
        fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
        (servers, names) => {
          const sources = servers.map((server) => ({ server, tools: tools(...names) }))
          const catalog = createCatalog(sources)
          const wire = catalog.tools.map((tool) => catalog.wireName(tool.id))
          expect(new Set(wire).size).toBe(wire.length)
          expect(wire.filter((one) => !/^[A-Za-z0-9_-]{1,64}$/.test(one))).toEqual([])
          const reversed = createCatalog([...sources].reverse())
          expect(reversed.tools.map((tool) => reversed.wireName(tool.id))).toEqual(wire)
          expect(wire.map((one) => catalog.get(one)?.id)).toEqual(catalog.tools.map((tool) => tool.id))
        },
      ),
    )
  })

  it('use all of the 64 characters for a long name', () => {
    const catalog = createCatalog([
      { server: 'a', tools: tools('x'.repeat(61), 'x'.repeat(62)) },
      { server: 'b', tools: tools('y') },
    ])
    const [whole, cut] = catalog.tools.map((tool) => catalog.wireName(tool.id))
    expect(whole).toBe(`a__${'x'.repeat(61)}`)
    expect(cut).toMatch(/^a__x{52}_[0-9a-f]{8}$/)
  })

  it('tell apart names that a prefix would make equal', () => {
    const catalog = createCatalog([
      { server: 'a', tools: tools('b__c') },
      { server: 'a__b', tools: tools('c') },
    ])
    expect(new Set(catalog.tools.map((tool) => catalog.wireName(tool.id))).size).toBe(2)
  })
})

describe('wire names that are always prefixed', () => {
  const wire = (sources: ToolSource[]) => {
    const catalog = createCatalog(sources, 'skip', 'always')
    return Object.fromEntries(catalog.tools.map(({ id }) => [id, catalog.wireName(id)]))
  }

  it('do not depend on which servers there are', () => {
    const a = { server: 'a', tools: tools('b__c', '_d', 'odd.name') }
    const others = [
      { server: 'a__b', tools: tools('c') },
      { server: 'a_', tools: tools('d') },
    ]
    expect(wire([a])).toEqual({
      'a/b__c': 'a__b__c',
      'a/_d': 'a___d',
      'a/odd.name': expect.stringMatching(/^a__odd_name_[0-9a-f]{8}$/),
    })
    expect(wire([...others, a])).toMatchObject(wire([a]))
    expect(new Set(Object.values(wire([a, ...others]))).size).toBe(5)
  })

  it('refuse a tool whose name another one has', () => {
    const odd = { server: 'a', tools: tools('odd.name') }
    const taken = Object.values(wire([odd]))[0]!.replace('a__', '')
    const catalog = createCatalog([odd, { server: 'a', tools: tools(taken), ids: ['x'] }], 'skip', 'always')
    expect(catalog.tools.map(({ id }) => id)).toEqual(['a/odd.name'])
    expect(catalog.rejected).toMatchObject([{ name: taken, error: { code: 'tool-duplicate' } }])
  })

  it('leave tools without a server as they are', () => {
    expect(wire([{ tools: tools('n') }])).toEqual({ n: 'n' })
  })
})

describe('hostile wire names', () => {
  it('cannot take the name that another tool gets to be told apart', () => {
    const twins = { server: 's', tools: tools('n', 'n'), ids: ['one', 'two'] }
    const others = { server: 't', tools: tools('z') }
    const plain = createCatalog([twins, others])
    const taken = plain.wireName('one').replace('s__', '')
    const catalog = createCatalog([twins, { server: 's', tools: tools(taken), ids: ['three'] }, others])
    const wire = catalog.tools.map((tool) => catalog.wireName(tool.id))
    expect(new Set(wire).size).toBe(4)
    expect(wire.filter((one) => !/^[A-Za-z0-9_-]{1,64}$/.test(one))).toEqual([])
  })
})

describe('diffCatalogs', () => {
  it('names what was added, removed and changed', () => {
    const before = createCatalog([
      { server: 'a', tools: [{ name: 'kept' }, { name: 'gone' }, { name: 'changed', description: '1' }] },
    ])
    const after = createCatalog([
      { server: 'a', tools: [{ name: 'kept' }, { name: 'new' }, { name: 'changed', description: '2' }] },
    ])
    expect(diffCatalogs(before, after)).toEqual({
      added: ['a/new'],
      removed: ['a/gone'],
      changed: ['a/changed'],
      unchanged: 1,
    })
  })
})
