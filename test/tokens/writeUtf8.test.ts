import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeUtf8 } from '../../src/tokens/writeUtf8.js'

describe('writeUtf8', () => {
  it('writes what TextEncoder writes, lone surrogates included', () => {
    const unit = fc.oneof(
      fc.constantFrom('\ud800', '\udc00', '\u{1f600}', '\u07ff', '\u0800', '\uffff', '\x7f', '\x80'),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.array(unit), fc.nat(5), (units, offset) => {
        const text = units.join('')
        const bytes = new Uint8Array(offset + text.length * 3)
        const end = writeUtf8(text, bytes, offset)
        expect([...bytes.subarray(offset, end)]).toEqual([...new TextEncoder().encode(text)])
      }),
    )
  })
})
