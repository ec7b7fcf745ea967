import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createCrib } from '../../src/crib/createCrib.js'
import { MAX_GAP } from '../../src/rank/confusablePairs.js'
import type { ToolSource } from '../../src/tool/Tool.js'
import { sources, tool } from './sources.js'

const twins: ToolSource = {
  server: 'notes',
  tools: [
    tool('create_note', 'Writes a note into the notebook.'),
    tool('add_note', 'Writes a new note into the notebook.'),
    tool('append_note', 'Writes a note at the end of the notebook.'),
    tool('wipe_disk', 'Formats a hard drive.'),
  ],
}

describe('confusable', async () => {
  const crib = await createCrib({ sources: [...sources, twins] })
  afterAll(() => crib.close())

  it('lists twins first, with evidence and the words that separate them', async () => {
    const { pairs, groups, possible, found } = await crib.confusable({ maxShare: 0.07 })
    expect(possible).toBe(45)
    expect(found).toBe(3)
    expect(groups).toEqual([['notes/add_note', 'notes/append_note', 'notes/create_note']])
    const pair = pairs.find(({ tools }) => tools.join() === 'notes/add_note,notes/create_note')
    expect(pair?.shared).toEqual(expect.arrayContaining(['note', 'notebook']))
    expect(pair?.separating[0]).toContain('add')
    expect(pair?.separating[1]).toEqual(['create'])
    expect(pair?.similarity).toBeGreaterThan(0.5)
    expect(pairs.map(({ gap }) => gap)).toEqual(pairs.map(({ gap }) => gap).sort((a, b) => a - b))
  })

  it('calls at most 5 % of the pairs confusable, but may always name one', async () => {
    expect((await crib.confusable()).pairs).toHaveLength(2)
    const { pairs, found } = await crib.confusable({ limit: 1 })
    expect([pairs.length, found]).toEqual([1, 2])
    expect((await crib.confusable({ maxShare: 0.001 })).pairs).toHaveLength(1)
  })

  it('does not call tools confusable that have nothing to do with each other', async () => {
    const { pairs } = await crib.confusable({ maxShare: 1 })
    expect(pairs.length).toBeGreaterThan(2)
    expect(pairs.length).toBeLessThan(45)
    for (const { gap } of pairs) expect(gap).toBeLessThan(MAX_GAP)
  })

  it('finds copies among many tools, wherever they stand', async () => {
    const others = Array.from({ length: 70 }, (_, at) =>
      tool(`tool_${String(at).padStart(2, '0')}`, 'Does this.'),
    )
    const same = tool('same', 'Draws a map of the river.')
    const ids = [...others.map(({ name }) => name), 'x1', 'x2']
    const many = await createCrib({ sources: [{ ids, tools: [...others, same, same] }] })
    const pair = (await many.confusable({ limit: 100_000 })).pairs.find(({ tools }) => tools[0] === 'x1')
    expect(pair).toMatchObject({ tools: ['x1', 'x2'] })
    expect(pair?.gap).toBeCloseTo(0, 4)
    await many.close()
  })

  it('has no gap between copies, and is empty without two tools', async () => {
    const copies = await createCrib({ sources: [{ tools: [tool('a', 'Same.')], server: 'x' }] })
    expect(await copies.confusable()).toEqual({ pairs: [], groups: [], possible: 0, found: 0 })
    await copies.update([])
    expect((await copies.confusable()).pairs).toEqual([])
    await copies.update([
      { ids: ['x1', 'x2'], tools: [tool('same', 'Same text here.'), tool('same', 'Same text here.')] },
    ])
    expect((await copies.confusable()).pairs).toEqual([
      expect.objectContaining({ tools: ['x1', 'x2'], gap: 0, separating: [[], []] }),
    ])
    await copies.close()
  })

  it.each([
    [{ maxShare: 0 }, 'option-invalid'],
    [{ maxShare: Number.NaN }, 'option-invalid'],
    [{ limit: 0 }, 'option-invalid'],
    [{ share: 1 }, 'option-unknown'],
    [{ signal: AbortSignal.abort() }, 'aborted'],
  ])('refuses %j', async (options, code) => {
    await expect(crib.confusable(options as object)).rejects.toMatchObject({ code })
  })

  it('gives the same list for any order of tools, without self pairs, in catalog order', async () => {
    const names = ['send_mail', 'send_email', '__proto__', 'constructor', 'read_mail', 'toString', 'a\u202Eb']
    const described = names.map((name, at) => tool(name, at % 2 === 0 ? 'Handles mail of a user.' : ''))
    const listOf = async (tools: ToolSource['tools']) => {
      const one = await createCrib({ sources: [{ server: 's', tools }], invalidTools: 'skip' })
      const result = await one.confusable({ maxShare: 0.5 })
      await one.close()
      return result
    }
    const expected = await listOf(described)
    expect(expected.pairs.length).toBeGreaterThan(0)
    for (const { tools } of expected.pairs) expect(tools[0] < tools[1]).toBe(true)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(described, { minLength: described.length }), async (shuffled) => {
        expect(await listOf(shuffled)).toEqual(expected)
      }),
      { numRuns: 5 },
    )
  })
})
