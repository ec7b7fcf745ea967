import fc from 'fast-check'
import { countTokens as countCl100k } from 'gpt-tokenizer/encoding/cl100k_base'
import { countTokens as countO200k } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { loadTokenCounter } from '../../../src/tokens/loadTokenCounter.js'
import { tokenCounterContract } from '../../contracts/tokenCounter.js'

for (const name of ['o200k_base', 'cl100k_base', 'estimate'] as const) {
  tokenCounterContract(name, () => loadTokenCounter(name))
}

// The library keeps tokens that start with U+FEFF out of its own reach, so it counts that character too high.
const withoutByteOrderMark = (text: string) => text.replaceAll('\ufeff', '')
const plainText = { disallowedSpecial: new Set<string>() }
const pieces = fc.constantFrom(
  "it's",
  'WeatherAPI',
  '  ',
  '\r\n',
  '=/\n',
  '\u0301',
  '\u{1f468}\u200d\u{1f469}',
  '\u4e2d\u6587',
  '12345',
  '\ud800',
  '<|endoftext|>',
  ' ("',
  'n\u00e4her',
)
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.oneof(pieces, fc.lorem({ maxCount: 3 })), { maxLength: 30 }).map((parts) => parts.join('')),
)

describe.each([
  ['o200k_base', countO200k],
  ['cl100k_base', countCl100k],
] as const)('%s', (name, count) => {
  it('counts as the library does where no run is cut', async () => {
    const counter = await loadTokenCounter(name)
    fc.assert(
      fc.property(text.map(withoutByteOrderMark), (sample) => {
        expect(counter.count(sample)).toBe(count(sample, plainText))
      }),
      { numRuns: 1000 },
    )
  })

  it('counts a run of 512 as the library does and never splits a surrogate pair beyond it', async () => {
    const counter = await loadTokenCounter(name)
    for (const unit of ['=', 'a', '\u4e2d', ' ', '\n', '\u{1f600}', '\u0301']) {
      const run = unit.repeat(512 / unit.length)
      expect(counter.count(run)).toBe(count(run))
      expect(counter.count(run + run)).toBe(2 * count(run))
      expect(counter.count(`1${run}2`)).toBe(count(`1${run}2`))
    }
  })
})

describe('the cut', () => {
  const cycle = (units: string) => units.repeat(Math.ceil(4096 / units.length)).slice(0, 4096)
  it.each([
    '=',
    'a',
    ' ',
    '\n',
    '\u4e2d',
    '-',
    '_',
    'ab',
    'abcdefg',
    'Toolcrib',
    '!?',
    '\u67e5\u8be2\u5929\u6c14',
    '\u{1f600}',
  ])('moves the count of a run of %j by two tokens a cut at most', async (units) => {
    const run = cycle(units)
    const counter = await loadTokenCounter('o200k_base')
    expect(Math.abs(counter.count(run) - countO200k(run))).toBeLessThanOrEqual(2 * 7)
  })
})

describe('known counts', () => {
  it('o200k_base and cl100k_base', async () => {
    const o200k = await loadTokenCounter('o200k_base')
    const cl100k = await loadTokenCounter('cl100k_base')
    // Published in OpenAI's cookbook, "How to count tokens with tiktoken": tiktoken's own counts of this text.
    expect([
      o200k.count('antidisestablishmentarianism'),
      cl100k.count('antidisestablishmentarianism'),
    ]).toEqual([6, 6])
    expect([o200k.count('2 + 2 = 4'), cl100k.count('2 + 2 = 4')]).toEqual([7, 7])
    // One token of the vocabulary each, by its table.
    expect([o200k.count('\ufeff'), cl100k.count('\ufeff')]).toEqual([1, 1])
  })

  it('says which counts are exact', async () => {
    const exact = await Promise.all(
      (['o200k_base', 'cl100k_base', 'estimate'] as const).map(loadTokenCounter),
    )
    expect(exact.map((counter) => counter.exact)).toEqual([true, true, false])
  })
})
