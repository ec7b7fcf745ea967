import { expect, it, vi } from 'vitest'
import { definitionName } from '../../src/session/definitionName.js'

it('names what could have been handed out, and nothing else, asked once or again', () => {
  for (let again = 0; again < 2; again++) {
    expect(definitionName('{"name":"a"}')).toBe('a')
    expect(definitionName('{"name": "a"}')).toBeUndefined()
    expect(definitionName('{"name":"b","name":"a"}')).toBeUndefined()
    expect(definitionName('{"name":5}')).toBeUndefined()
    expect(definitionName('null')).toBeUndefined()
    expect(definitionName('{')).toBeUndefined()
  }
})

it('is right beyond what it remembers', () => {
  const long = (name: string) => JSON.stringify({ name, description: 'x'.repeat(900_000) })
  for (const name of 'abcdefghijkl') expect(definitionName(long(name))).toBe(name)
  expect(definitionName(long('a'))).toBe('a')
})

it('reads a definition once', () => {
  const parse = vi.spyOn(JSON, 'parse')
  try {
    for (let again = 0; again < 3; again++) expect(definitionName('{"name":"once"}')).toBe('once')
    expect(parse).toHaveBeenCalledWith('{"name":"once"}')
    expect(parse.mock.calls.filter(([text]) => text === '{"name":"once"}').length).toBeLessThanOrEqual(2)
  } finally {
    parse.mockRestore()
  }
})
