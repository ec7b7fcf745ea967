import fc from 'fast-check'
import { expect, it } from 'vitest'
import { searchText } from '../../src/crib/searchText.js'

const counter = { name: 'characters', exact: true, count: (text: string) => text.length }
const result = (task: string, lines: string[], nearest: string[] = []) => ({
  task,
  lines,
  displaced: 0,
  nearest,
})

it('gives each task its lines, best first', () => {
  const { text, tokens } = searchText(
    [result('draw a pie', ['pie(data: array)']), result('send mail', ['send(to: string)', 'reply()'])],
    { counter, limit: 1000 },
  )
  expect(text).toBe(
    ['For "draw a pie":', 'pie(data: array)', 'For "send mail":', 'send(to: string)', 'reply()'].join('\n'),
  )
  expect(tokens).toBe(text.length)
})

it('says what is nearest where nothing fits', () => {
  expect(searchText([result('fly', [], ['walk', 'swim'])], { counter, limit: 1000 }).text).toBe(
    'No tool fits "fly". Nearest, but hardly right: walk, swim.',
  )
  expect(searchText([result('fly', [])], { counter, limit: 1000 }).text).toBe('No tool fits "fly".')
})

it('says how many fit and had to leave the list again', () => {
  const results = [
    { ...result('a', []), displaced: 2 },
    { ...result('b', ['b1()']), displaced: 1 },
  ]
  expect(searchText(results, { counter, limit: 1000 }).text).toBe(
    ['For "a":', '(2 more; ask for less at once)', 'For "b":', 'b1()', '(1 more; ask for less at once)'].join(
      '\n',
    ),
  )
})

it('takes a line from each task before a second from any, and says how many are missing', () => {
  const many = [
    result('a', ['a1'.padEnd(60, '.'), 'a2'.padEnd(60, '.')]),
    result('b', ['b1'.padEnd(60, '.')]),
  ]
  const { text } = searchText(many, { counter, limit: 180 })
  expect(text).toContain('a1')
  expect(text).toContain('b1')
  expect(text).not.toContain('a2')
  expect(text).toContain('(1 more')
})

it('repeats only the beginning of a long task, on one line', () => {
  const { text } = searchText([result(`x\n${'y'.repeat(500)}`, ['t()'])], { counter, limit: 1000 })
  expect(text.split('\n')).toHaveLength(2)
  expect(text.length).toBeLessThan(150)
})

it('is empty where nothing fits the limit', () => {
  expect(searchText([result('a', ['t()'])], { counter, limit: 5 })).toEqual({ text: '', tokens: 0 })
})

it('never exceeds its limit', () => {
  const line = fc.string({ maxLength: 40 })
  const results = fc.array(
    fc.record({
      task: fc.string(),
      lines: fc.array(line, { maxLength: 6 }),
      displaced: fc.nat(2),
      nearest: fc.array(line, { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(results, fc.nat(400), fc.string({ maxLength: 60 }), (all, limit, footer) => {
      const { text, tokens } = searchText(all, { counter, limit, footer })
      expect(tokens).toBe(text.length)
      expect(tokens).toBeLessThanOrEqual(limit)
      expect(text === '' || text.endsWith(footer)).toBe(true)
    }),
  )
})
