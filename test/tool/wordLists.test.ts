import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listPlaces, withoutWordLists } from '../../src/tool/wordLists.js'

const fields = (description: string, parameter = '') => ({
  name: 'n',
  description,
  server: 's',
  serverDescription: '',
  parameters: [{ name: 'p', description: parameter }],
})
/** Words of which no two have one stem. */
const words = (count: number, prefix = 'w') =>
  Array.from({ length: count }, (_, at) => `${prefix}${'q'.repeat(at + 1)}`)
const described = (description: string) => withoutWordLists(fields(description), 20).fields.description

test('a list is left out, in every text, and what stands before it stays', () => {
  const list = `Supported: ${words(20).join(', ')}.`
  const { fields: kept, leftOut } = withoutWordLists(fields(`Converts money. ${list} Free.`, list), 20)
  expect(kept).toEqual(fields('Converts money. Free.'))
  expect(leftOut).toEqual([list])
})

test('full stops, function words and a word that comes again do not hide a list', () => {
  const list = words(40)
  const spoilt = (spoil: (word: string, at: number) => string) => list.map(spoil).join(' ')
  expect(described(spoilt((word, at) => (at % 8 === 7 ? `${word}.` : word)))).toBe('')
  expect(described(spoilt((word, at) => (at % 3 === 2 ? `${word} and the` : word)))).toBe('')
  expect(described(spoilt((word, at) => (at % 18 === 17 ? `${word} tool` : word)))).toBe('')
})

test('a text that comes back to its words is no list, and is the very one that came in', () => {
  const plain = fields(
    words(60)
      .map((word, at) => (at % 4 === 3 ? `tool ${word}.` : word))
      .join(' '),
  )
  expect(withoutWordLists(plain, 20)).toEqual({ fields: plain, leftOut: [] })
  expect(withoutWordLists(plain, 20).fields).toBe(plain)
  expect(described(words(19).join(' '))).toBe(words(19).join(' '))
})

test('of ten terms one may come again, not two', () => {
  expect(listPlaces([...'abcdefghia'], 10)).toHaveLength(10)
  expect(listPlaces([...'abcdefghab'], 10)).toEqual([])
})

test('the places of a list are those of its plain definition', () => {
  const items = fc.array(fc.nat(30).map(String), { maxLength: 60 })
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 15 }), (list, length) => {
      const places = new Set<number>()
      for (let start = 0; start + length <= list.length; start++)
        if (new Set(list.slice(start, start + length)).size >= 0.9 * length)
          for (let at = start; at < start + length; at++) places.add(at)
      expect(listPlaces(list, length)).toEqual([...places].sort((a, b) => a - b))
    }),
  )
})
