import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nestingDepth } from '../../src/tool/nestingDepth.js'

/** The plain definition, by recursion. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

it('is that of the parsed value, whatever the strings hold', () => {
  const string = fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', 'a') })
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      string,
      fc.integer(),
      fc.array(tie('value')),
      fc.dictionary(string, tie('value')),
    ),
  }))
  fc.assert(
    fc.property(value, (one) => {
      expect(nestingDepth(JSON.stringify(one))).toBe(depthOf(one))
    }),
  )
})
