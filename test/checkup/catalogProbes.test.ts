import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogProbes } from '../../src/checkup/probes/catalogProbes.js'
import { splitWords } from '../../src/text/splitWords.js'
import { stem } from '../../src/text/stem.js'
import { createCatalog } from '../../src/tool/Catalog.js'

const REFUND = {
  name: 'create_refund',
  description: 'Creates a refund: gives the money of a charge back to the customer, in part or in full.',
}
const INVOICES = {
  name: 'list_invoices',
  description: 'Shows the invoices of a customer, newest first, with the money that is due.',
}
const catalogOf = (...tools: object[]) => createCatalog([{ server: 'pay', tools }])

test('a probe has words of the description in their order, none of the name, and not the rarest', () => {
  const [probe] = catalogProbes(catalogOf(REFUND, INVOICES), { dropped: 0 }).filter(
    ({ gold }) => gold[0] === 'pay/create_refund',
  )
  expect(probe).toEqual({
    id: 'probe of pay/create_refund',
    text: 'gives money charge back customer part full',
    gold: ['pay/create_refund'],
  })
  const [harder] = catalogProbes(catalogOf(REFUND, INVOICES), { dropped: 0.5 }).filter(
    ({ gold }) => gold[0] === 'pay/create_refund',
  )
  // Of seven words the four rarest go; "money" and "customer" stand on both tools.
  expect(harder!.text).toBe('money customer part')
})

test('a tool without words of its own has no probe', () => {
  expect(
    catalogProbes(catalogOf({ name: 'create_refund', description: 'Create refund now' }, { name: 'a' })),
  ).toEqual([])
})

test('draws by the seed, at most so many', () => {
  const tools = Array.from({ length: 20 }, (_, at) => ({ ...REFUND, name: `tool${at}` }))
  const probes = (seed: number) =>
    catalogProbes(catalogOf(...tools), { most: 5, seed }).map(({ gold }) => gold[0])
  expect(probes(0)).toHaveLength(5)
  expect(probes(0)).toEqual(probes(0))
  expect(probes(0)).not.toEqual(probes(1))
})

test('over any texts: known gold, unique ids, never more than 12 words, none of the name', () => {
  const tool = fc.record({
    name: fc.string({ minLength: 1, maxLength: 20 }),
    description: fc.lorem({ maxCount: 40 }),
  })
  fc.assert(
    fc.property(
      fc.array(tool, { maxLength: 8 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (tools, dropped) => {
        const catalog = createCatalog([{ server: 's', tools }], 'skip')
        const probes = catalogProbes(catalog, { dropped })
        expect(new Set(probes.map(({ id }) => id)).size).toBe(probes.length)
        for (const { text, gold } of probes) {
          const named = new Set(splitWords(catalog.get(gold[0]!)!.name).map(stem))
          const words = text.split(' ')
          expect(words.length).toBeGreaterThanOrEqual(2)
          expect(words.length).toBeLessThanOrEqual(12)
          expect(words.some((word) => named.has(stem(word)))).toBe(false)
        }
      },
    ),
  )
})
