import { describe, expect, it, vi } from 'vitest'
import { createTokenCache } from '../../src/tokens/createTokenCache.js'

const lengthCounter = () => ({ name: 'length', exact: false, count: vi.fn((text: string) => text.length) })

describe('createTokenCache', () => {
  it('counts a text once per hash', () => {
    const counter = lengthCounter()
    const cache = createTokenCache(counter)
    expect([cache.count('h1', 'abc'), cache.count('h1', 'abc'), cache.count('__proto__', 'de')]).toEqual([
      3, 3, 2,
    ])
    expect(counter.count).toHaveBeenCalledTimes(2)
    expect(cache.counter).toBe(counter)
  })

  it('remembers a count of 0', () => {
    const counter = lengthCounter()
    const cache = createTokenCache(counter)
    cache.count('empty', '')
    expect(cache.count('empty', '')).toBe(0)
    expect(counter.count).toHaveBeenCalledTimes(1)
  })

  it('forgets what is not retained', () => {
    const counter = lengthCounter()
    const cache = createTokenCache(counter)
    cache.count('old', 'abc')
    cache.count('kept', 'de')
    cache.retain(['kept', 'never seen'])
    expect(cache.size).toBe(1)
    cache.count('kept', 'de')
    expect(counter.count).toHaveBeenCalledTimes(2)
    cache.count('old', 'abc')
    expect(counter.count).toHaveBeenCalledTimes(3)
  })
})
