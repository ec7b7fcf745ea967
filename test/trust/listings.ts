import fc from 'fast-check'
import { type Judgement, judgeTools } from '../../src/trust/judgeTools.js'
import { createTrustState, type TrustState } from '../../src/trust/TrustState.js'

/** Three days in order. */
export const DAYS = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00.5Z'] as const

/** A definition of that name and description. */
export function tool(name: string, description = 'Does it.', more: object = {}): object {
  return { name, description, inputSchema: { type: 'object' }, ...more }
}

/** Judges listings of the server `s` one after another, one a day. */
export function judgeAll(...listings: readonly unknown[][]): Judgement {
  let result: Judgement | undefined
  for (const [day, tools] of listings.entries())
    result = judge(tools, result?.state, DAYS[day % DAYS.length]!)
  return result!
}

/** Judges one listing of the server `s`. */
export function judge(
  tools: readonly unknown[],
  state: TrustState = createTrustState(),
  now: string = DAYS[0],
): Judgement {
  return judgeTools(state, { server: 's', tools, now })
}

/** Few names, so that they meet; among them those of the prototype. */
const NAMES = ['a', 'b', '__proto__', 'constructor', 'a/b', '\u202Ex', '']

/** Listings with duplicates, changes and things that are no definition. */
export const ANY_LISTING: fc.Arbitrary<unknown[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        name: fc.constantFrom(...NAMES),
        description: fc.constantFrom('one', 'two', 'three'),
      }),
    },
    { weight: 1, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, null, 1n, () => 1, Number.NaN) },
  ),
  { maxLength: 8 },
)
