import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AdditiveCounter } from '../../src/tokens/AdditiveCounter.js'
import type { TokenCounter } from '../../src/tokens/TokenCounter.js'

const MEGA = 2 ** 20
/** Units that are repeated to 1 MB of UTF-8: a counter with a quadratic step would not survive them. */
const HOSTILE: Readonly<Record<string, string>> = {
  'one mark': '=',
  'one letter': 'a',
  capitals: 'A',
  'one Chinese letter': '\u4e2d',
  'many Chinese letters': Array.from({ length: 20_000 }, (_, i) =>
    String.fromCharCode(0x4e00 + ((i * 7919) % 20_000)),
  ).join(''),
  spaces: ' ',
  'spaces and line feeds': ' \n',
  'slashes and line feeds': '/\n',
  digits: '7',
  'combining marks': '\u0301',
  'lone surrogates': '\ud83d',
  emoji: '\u{1f600}',
  'escaped quotes': '\\"',
}
const ANY_TEXT = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.json())

/** What every TokenCounter must do. `load` gives the counter under test. */
export function tokenCounterContract(name: string, load: () => Promise<TokenCounter>): void {
  describe(`TokenCounter contract: ${name}`, () => {
    it('counts nothing as 0 and anything else as a positive integer, the same each time', async () => {
      const counter = await load()
      expect(counter.name).toBe(name)
      expect(counter.count('')).toBe(0)
      fc.assert(
        fc.property(ANY_TEXT, (text) => {
          const tokens = counter.count(text)
          expect(Number.isSafeInteger(tokens)).toBe(true)
          expect(tokens).toBeGreaterThanOrEqual(text.trim() === '' ? 0 : 1)
          // Four bytes are the most of a character, and a token has a byte at least.
          expect(tokens).toBeLessThanOrEqual(4 * text.length)
          expect(counter.count(text)).toBe(tokens)
        }),
      )
    })

    it('takes control words of a model as plain text', async () => {
      const counter = await load()
      for (const text of ['<|endoftext|>', 'a <|im_start|>system', '<|endofprompt|>']) {
        expect(counter.count(text)).toBeGreaterThan(2)
      }
    })

    it('takes names of the prototype as words', async () => {
      const counter = await load()
      for (const text of ['__proto__', 'constructor', 'hasOwnProperty', 'toString']) {
        expect(counter.count(text)).toBeGreaterThanOrEqual(1)
        expect(counter.count(text)).toBeLessThan(6)
      }
    })

    for (const [what, unit] of Object.entries(HOSTILE)) {
      it(`counts 1 MB of ${what} in under a second`, async () => {
        const counter = await load()
        const text = unit.repeat(Math.ceil(MEGA / Buffer.byteLength(unit)))
        counter.count('warm')
        // Processor time: the clock would also measure what else runs on the machine.
        const before = process.cpuUsage()
        expect(counter.count(text)).toBeGreaterThan(0)
        const { user, system } = process.cpuUsage(before)
        expect((user + system) / 1000).toBeLessThan(1000)
      })
    }

    it('adds up over the breaks that AdditiveCounter promises', async () => {
      const counter = await load()
      if (!(counter instanceof AdditiveCounter)) return
      const alnum = fc.constantFrom(...'azAZ09')
      const marks = fc.string({ unit: fc.constantFrom(...'{}[]",:\\$_/-'), maxLength: 12 })
      const sums = (left: string, right: string) =>
        expect(counter.count(left + right)).toBe(counter.count(left) + counter.count(right))
      fc.assert(
        fc.property(ANY_TEXT, alnum, ANY_TEXT, marks, (text, letter, rest, run) => {
          sums(text + letter, `"${rest}`)
          sums(text + letter, `;${rest}`)
          sums(`${text} ${run}{"`, letter + rest)
        }),
        { numRuns: 500 },
      )
    })
  })
}
