import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LineSplitter } from '../../../src/mcp/transport/LineSplitter.js'

it('gives the same lines however the bytes are cut', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''))
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 1, max: 9 }), (lines, size) => {
      const bytes = Buffer.from(lines.map((text, index) => `${text}${index % 2 ? '\r' : ''}\n`).join(''))
      const splitter = new LineSplitter(1_000_000)
      const got: string[] = []
      for (let at = 0; at < bytes.length; at += size)
        got.push(...splitter.push(bytes.subarray(at, at + size)))
      expect(got).toEqual(lines)
    }),
  )
})

it('refuses a line above the limit and takes one at the limit', () => {
  expect(new LineSplitter(4).push(Buffer.from('abcd\nab'))).toEqual(['abcd'])
  const splitter = new LineSplitter(4)
  splitter.push(Buffer.from('abc'))
  expect(() => splitter.push(Buffer.from('de'))).toThrow('one line is longer than 4 bytes')
})

it('takes a line of 32 MB in small pieces in under two seconds', () => {
  const splitter = new LineSplitter(64 * 1024 * 1024)
  const piece = Buffer.alloc(16 * 1024, 'x')
  const started = performance.now()
  for (let index = 0; index < 2048; index++) splitter.push(piece)
  expect(splitter.push(Buffer.from('\n'))[0]).toHaveLength(32 * 1024 * 1024)
  expect(performance.now() - started).toBeLessThan(2000)
})
