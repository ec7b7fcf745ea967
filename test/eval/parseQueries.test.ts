import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkGold, parseQueries } from '../../src/eval/index.js'

const line = (row: unknown) => JSON.stringify(row)
const good = { id: 'q1', text: 'refund a payment', gold: ['pay/refund'] }

describe('parseQueries', () => {
  it('reads the fields it knows and leaves out others', () => {
    const full = {
      ...good,
      history: ['my card was charged twice'],
      anyOf: true,
      alternatives: { 'pay/refund': ['pay/undo'] },
      split: null,
      kind: 'direct',
      group: 'g',
    }
    expect(parseQueries(line({ ...full, part: 3, source: 'x' }), 'q.jsonl')).toEqual([full])
    expect(parseQueries(line({ ...good, gold: [] }), 'q.jsonl')[0]!.gold).toEqual([])
  })

  it('takes null for a field that may be absent', () => {
    const nothing = { history: null, anyOf: null, alternatives: null, split: null, kind: null, group: null }
    const [row] = parseQueries(line({ ...good, ...nothing }), 'q.jsonl')
    expect(row).toEqual({ ...good, split: null })
  })

  it('takes a byte order mark, CRLF, blank lines and no last line feed', () => {
    const text = `\ufeff${line(good)}\r\n\r\n  \n${line({ ...good, id: 'q2' })}`
    expect(parseQueries(text, 'q.jsonl').map((row) => row.id)).toEqual(['q1', 'q2'])
    expect(parseQueries('', 'q.jsonl')).toEqual([])
  })

  it('keeps names of the prototype as ids', () => {
    const text =
      '{"id":"__proto__","text":"t","gold":["__proto__","constructor"],"alternatives":{"__proto__":["toString"]}}'
    const [row] = parseQueries(text, 'q.jsonl')
    expect(row!.id).toBe('__proto__')
    expect(Object.keys(row!.alternatives!)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    expect(() => parseQueries('{"__proto__":{"id":"a","text":"t","gold":[]}}', 'f')).toThrow(/"id" must be/)
  })

  it.each([
    ['{"id":', /no JSON/],
    ['[1]', /is not an object/],
    ['null', /is not an object/],
    [line({ text: 't', gold: [] }), /"id" must be a string that is not empty and is absent/],
    [line({ ...good, id: 7 }), /"id" must be .* and is 7/],
    [line({ ...good, text: ' ' }), /"text" must be/],
    [line({ id: 'a', text: 't' }), /"gold" must be an array of tool ids and is absent/],
    [line({ ...good, gold: 'pay/refund' }), /"gold" must be/],
    [line({ ...good, gold: [1] }), /"gold" must be/],
    [line({ ...good, anyOf: 1 }), /"anyOf" must be/],
    [line({ ...good, history: 'before' }), /"history" must be an array of strings/],
    [line({ ...good, history: [''] }), /"history" must be/],
    [line({ ...good, alternatives: [] }), /"alternatives" must be/],
    [line({ ...good, alternatives: { 'pay/refund': 'x' } }), /"alternatives" must be/],
    [
      line({ ...good, alternatives: { 'pay/refnud': ['x'] } }),
      /the key "pay\/refnud", which is not in "gold"/,
    ],
    [line({ ...good, split: 1 }), /"split" must be/],
    [line({ ...good, kind: 7 }), /"kind" must be/],
    [line({ ...good, id: 'q0' }), /the id "q0" stands on line 1 already/],
    [line({ ...good, id: { long: 'x'.repeat(10_000) } }), /x{50}\u2026/],
  ])('refuses %s with file and line', (bad, message) => {
    const text = `${line({ ...good, id: 'q0' })}\n\n${bad}\n`
    const parse = () => parseQueries(text, 'some/q.jsonl')
    expect(parse).toThrow(message)
    expect(parse).toThrow(/^some\/q\.jsonl, line 3: /)
    expect(parse).toThrow(
      expect.objectContaining({ code: 'eval-invalid', details: { file: 'some/q.jsonl', line: 3 } }),
    )
  })

  it('fails with a coded error or not at all, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.array(fc.json()).map((rows) => rows.join('\n')),
        ),
        (text) => {
          try {
            parseQueries(text, 'f')
          } catch (error) {
            expect(error).toMatchObject({ name: 'CribError', code: 'eval-invalid' })
          }
        },
      ),
    )
  })
})

describe('checkGold', () => {
  const rows = parseQueries(line({ ...good, alternatives: { 'pay/refund': ['pay/undo'] } }), 'q.jsonl')

  it('accepts ids that are tools', () => {
    expect(() => checkGold(rows, (id) => ['pay/refund', 'pay/undo'].includes(id))).not.toThrow()
  })

  it.each([
    ['pay/undo', 'pay/refund', 'gold'],
    ['pay/refund', 'pay/undo', 'alternatives'],
  ])('with %s alone names %s in %s', (known, id, field) => {
    const check = () => checkGold(rows, (each) => each === known)
    expect(check).toThrow(
      expect.objectContaining({ code: 'eval-invalid', details: { query: 'q1', id, field } }),
    )
  })
})
