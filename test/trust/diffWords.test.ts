import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffWords } from '../../src/trust/diffWords.js'

const shown = (before: string, after: string) =>
  diffWords(before, after).map(({ kind, words }) => `${kind}: ${words.join(' ')}`)

describe('diffWords', () => {
  it('shows what went, what came and what stayed', () => {
    expect(shown('Sends an email to the user.', 'Sends an email to the boss and to the user.')).toEqual([
      'same: Sends an email to the',
      'added: boss and to the',
      'same: user.',
    ])
    expect(shown('a b c d', 'a x c')).toEqual(['same: a', 'removed: b', 'added: x', 'same: c', 'removed: d'])
    expect(shown('', 'a')).toEqual(['added: a'])
    expect(shown(' a\n', 'a')).toEqual(['same: a'])
  })

  it('loses no word of either text, and keeps as many as it can', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = diffWords(before, after)
        const without = (kind: string) =>
          runs
            .filter((run) => run.kind !== kind)
            .flatMap(({ words }) => words)
            .join(' ')
        expect([without('added'), without('removed')]).toEqual([before, after])
        const same = runs.filter(({ kind }) => kind === 'same').flatMap(({ words }) => words)
        expect(same).toHaveLength(longestCommon(before.split(' '), after.split(' ')))
        for (const [at, { kind }] of runs.entries()) expect(runs[at + 1]?.kind).not.toBe(kind)
      }),
    )
  })

  it('shows texts that have little in common as one run each where they are long', () => {
    const words = (letter: string) => Array.from({ length: 3000 }, (_, at) => `${letter}${at}`).join(' ')
    expect(diffWords(`x ${words('a')} y`, `x ${words('b')} y`).map(({ kind }) => kind)).toEqual([
      'same',
      'removed',
      'added',
      'same',
    ])
  })
})

/** By its definition, without a table; empty words count as none. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const known = new Map<string, number>()
  const from = (i: number, j: number): number => {
    if (i >= a.length || j >= b.length) return 0
    const key = `${i} ${j}`
    const value =
      known.get(key) ??
      (a[i] === b[j] && a[i] !== '' ? 1 + from(i + 1, j + 1) : Math.max(from(i + 1, j), from(i, j + 1)))
    known.set(key, value)
    return value
  }
  return from(0, 0)
}
