import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frontWeight } from '../../src/lexical/FrontWeights.js'
import { lexicalDocument } from '../../src/lexical/LexicalDocument.js'

const fields = (description: string, parameter = '') => ({
  name: 'n',
  description,
  server: '',
  serverDescription: '',
  parameters: parameter === '' ? [] : [{ name: 'p', description: parameter }],
})

test('the first words count fully, the rest less and less, all of them less than twice the first', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 2_000 }), (full, place) => {
      const weight = frontWeight(place, full)
      expect(weight === 1).toBe(place < full)
      expect(weight).toBeGreaterThan(0)
      expect(frontWeight(place + 1, full)).toBeLessThanOrEqual(weight)
    }),
  )
  const sum = Array.from({ length: 100_000 }, (_, place) => frontWeight(place, 40)).reduce((a, b) => a + b, 0)
  expect(sum).toBeLessThan(80)
})

test('places are counted in the text and in its sentence', () => {
  const front = { text: 3, sentence: 2 }
  const { counts, lengths } = lexicalDocument(fields('Cat dog bird. Fish cow.', 'Hen. Fox.'), front)
  const [cat, dog, bird, fish, cow] = ['cat', 'dog', 'bird', 'fish', 'cow'].map(
    (stem) => counts.get(stem)![1],
  )
  expect([cat, dog]).toEqual([1, 1])
  expect(bird).toBeCloseTo((2 / 3) ** 2)
  expect(fish).toBeCloseTo((3 / 4) ** 2)
  expect(cow).toBeCloseTo((3 / 5) ** 2)
  expect(lengths[1]).toBeCloseTo(2 + 4 / 9 + 9 / 16 + 9 / 25)
  // Every field begins anew.
  expect(counts.get('fox')![4]).toBe(1)
})

test('without front weights every word counts 1', () => {
  const { counts, lengths } = lexicalDocument(fields('dog '.repeat(500)))
  expect(counts.get('dog')![1]).toBe(500)
  expect(lengths[1]).toBe(500)
})
