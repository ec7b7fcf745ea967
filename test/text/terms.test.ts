import { describe, expect, it } from 'vitest'
import { stem } from '../../src/text/stem.js'
import { terms } from '../../src/text/terms.js'

describe('terms', () => {
  it('splits identifiers, drops stop words, and stems', () => {
    expect(terms('Please listAllInvoices for the customer_id').map((term) => term.stem)).toEqual([
      'list',
      'invoic',
      'custom',
      'id',
    ])
  })

  it('keeps the word that each stem came from', () => {
    expect(terms('Refunding payments')).toEqual([
      { stem: 'refund', word: 'refunding' },
      { stem: 'payment', word: 'payments' },
    ])
  })

  it('gives words outside a to z as they are', () => {
    expect(terms('東京 2024 straße').map((term) => term.stem)).toEqual(['東', '京', '2024', 'straße'])
  })
})

describe('stem', () => {
  it('is the same for forms of one word, and bounded for absurd words', () => {
    expect(new Set(['connect', 'connected', 'connecting', 'connections'].map(stem)).size).toBe(1)
    expect(stem('a'.repeat(100_000))).toHaveLength(100_000)
  })
})
