import { expect, it } from 'vitest'
import { oneLine } from '../../src/mcp/oneLine.js'
import { TextTail } from '../../src/mcp/transport/TextTail.js'

it('oneLine flattens control and bidirectional characters and cuts', () => {
  expect(oneLine('a\n\tb\u202ec\u0007 d ')).toBe('a b c d')
  expect(oneLine('x'.repeat(50), 10)).toBe(`${'x'.repeat(9)}…`)
  expect(oneLine('x'.repeat(10), 10)).toBe('x'.repeat(10))
  expect(oneLine('x'.repeat(50_000_000)).length).toBe(300)
})

it('TextTail keeps the end and finds the last line', () => {
  const tail = new TextTail(10)
  expect([tail.text, tail.lastLine]).toEqual(['', undefined])
  for (const piece of ['abc', '\ndef\n', 'ghijkl', '\r\n\n']) tail.append(piece)
  expect([tail.text, tail.lastLine]).toEqual(['\nghijkl\r\n\n', 'ghijkl'])
  tail.append('y'.repeat(1000))
  expect(tail.text).toBe('y'.repeat(10))
})
