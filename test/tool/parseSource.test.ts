import { describe, expect, it } from 'vitest'
import { MAX_DEFINITION_LENGTH, parseSource } from '../../src/tool/parseSource.js'

const good = { name: 'pay', inputSchema: { type: 'object' } }

describe('parseSource', () => {
  it('keeps unknown fields and gives the id server/name', () => {
    const { tools } = parseSource({ server: 'shop', tools: [{ ...good, 'x-vendor': { deep: [1] } }] })
    expect(tools[0]).toMatchObject({ id: 'shop/pay', name: 'pay', server: 'shop' })
    expect(tools[0]?.definition['x-vendor']).toEqual({ deep: [1] })
  })

  it.each([
    ['objects', (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)],
    ['arrays', (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)],
  ])('refuses %s nested so deeply that walking them could exhaust the stack', (_, nested) => {
    const parsed = parseSource({ tools: [{ ...good, 'x-deep': nested(3000) }, good] })
    expect(parsed.tools).toHaveLength(1)
    expect(parsed.rejected[0]?.error).toMatchObject({
      code: 'tool-invalid',
      message: expect.stringContaining('nested'),
    })
    expect(parseSource({ tools: [{ ...good, 'x-deep': nested(90) }] }).tools).toHaveLength(1)
  })

  it('does not count brackets in text as nesting', () => {
    const description = `${'[{'.repeat(300)}\\"${'['.repeat(300)}`
    expect(parseSource({ tools: [{ ...good, description }] }).tools).toHaveLength(1)
  })

  it('rejects what cannot be read, with a reason on one line', () => {
    const circular: Record<string, unknown> = { ...good }
    circular['self'] = circular
    const throwing = {
      get name(): string {
        throw new Error('not today')
      },
    }
    const { rejected } = parseSource({ tools: [circular, throwing] })
    expect(rejected.map(({ error }) => error.code)).toEqual(['tool-invalid', 'tool-invalid'])
    expect(rejected.map(({ error }) => error.message.includes('\n'))).toEqual([false, false])
    expect(rejected[1]?.error.message).toContain('not today')
  })

  it('copies definitions, so that later changes by the caller do not reach it', () => {
    const raw = { ...good, description: 'first' }
    const { tools } = parseSource({ tools: [raw] })
    raw.description = 'second'
    expect(tools[0]?.definition.description).toBe('first')
  })

  it('hashes the whole definition, whatever the order of members', () => {
    const hash = (tool: object) => parseSource({ tools: [tool] }).tools[0]?.hash
    expect(hash({ name: 'a', description: 'x' })).toBe(hash({ description: 'x', name: 'a' }))
    expect(hash({ name: 'a', annotations: { readOnlyHint: true } })).not.toBe(
      hash({ name: 'a', annotations: { readOnlyHint: false } }),
    )
  })

  it('hashes where a tool comes from too: what is ranked on may not change unnoticed', () => {
    const hash = (source: object) => parseSource({ tools: [{ name: 'a' }], ...source }).tools[0]?.hash
    const sources = [{}, { server: 's' }, { description: 'x' }, { ids: ['b'] }, { categories: ['c'] }]
    expect(new Set(sources.map(hash)).size).toBe(sources.length)
  })

  it.each([
    ['no name', { description: 'x' }, 'tool-invalid'],
    ['an empty name', { name: '' }, 'tool-invalid'],
    ['a name that is a number', { name: 7 }, 'tool-invalid'],
    ['a schema that is text', { name: 'a', inputSchema: 'object' }, 'tool-invalid'],
    ['a schema that is a list', { name: 'a', inputSchema: [] }, 'tool-invalid'],
    ['a schema of a string', { name: 'a', inputSchema: { type: 'string' } }, 'tool-invalid'],
    ['nothing', null, 'tool-invalid'],
    ['text', 'tool', 'tool-invalid'],
    ['a big integer', { name: 'a', size: 1n }, 'tool-invalid'],
    ['10 MB of description', { name: 'a', description: 'x'.repeat(10_000_000) }, 'tool-too-large'],
  ])('rejects %s and keeps the others', (_, bad, code) => {
    const { tools, rejected } = parseSource({ server: 's', tools: [bad, good] })
    expect(tools.map((tool) => tool.id)).toEqual(['s/pay'])
    expect(rejected).toHaveLength(1)
    expect(rejected[0]).toMatchObject({ server: 's', index: 0 })
    expect(rejected[0]?.error.code).toBe(code)
    expect(rejected[0]?.error.message.length).toBeLessThan(1000)
  })

  it('rejects a definition nested beyond what JSON writers manage, without crashing', () => {
    let deep: unknown = 1
    for (let i = 0; i < 200_000; i++) deep = [deep]
    const { rejected } = parseSource({ tools: [{ name: 'a', deep }] })
    expect(rejected[0]?.error.message).toContain('nested too deeply')
  })

  it('accepts a definition of the largest size', () => {
    const room = MAX_DEFINITION_LENGTH - JSON.stringify({ name: 'a', description: '' }).length
    expect(parseSource({ tools: [{ name: 'a', description: 'x'.repeat(room) }] }).tools).toHaveLength(1)
    expect(parseSource({ tools: [{ name: 'a', description: 'x'.repeat(room + 1) }] }).rejected).toHaveLength(
      1,
    )
  })

  it.each([[{}], [{ tools: 'x' }], [{ tools: [], server: '' }], [{ tools: [], extra: 1 }], [null]])(
    'refuses the source %j',
    (source) => {
      expect(() => parseSource(source as never)).toThrowError(/tool source/)
    },
  )
})
