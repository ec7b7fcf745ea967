import { expect, test } from 'vitest'
import { conformanceTable } from '../conformance/conformanceTable.js'
import { ensureConformance, suiteMissing } from '../conformance/ensureConformance.js'
import { type ClientSet, runClientSet } from '../conformance/runClientSet.js'

/** The sets, with the number of scenarios of each: the suite is pinned, so a set that shrinks is a fault. */
const SETS: (ClientSet & { scored: number; notScored: number })[] = [
  { subject: 'wrapClient', revision: '2025-11-25', plays: withoutAuth, scored: 4, notScored: 1 },
  { subject: 'wrapClient', revision: '2026-07-28', plays: withoutAuth, scored: 7, notScored: 1 },
  { subject: 'connectServers', revision: '2025-11-25', scored: 18, notScored: 7 },
  { subject: 'connectServers', revision: '2026-07-28', scored: 32, notScored: 7 },
]

/** A wrapped client has signed in before it is wrapped, or does so by itself. */
function withoutAuth(scenario: string): boolean {
  return !scenario.startsWith('auth/')
}

test.for(SETS)('$subject conforms to $revision as a client', { timeout: 300_000 }, async (set, { skip }) => {
  const { scored, notScored } = set
  const missing = suiteMissing(process)
  if (missing !== undefined) skip(missing)
  const results = await runClientSet(await ensureConformance(), set)
  console.log(conformanceTable(`${set.subject} as a client of ${set.revision}`, results))
  const count = results.filter((result) => result.scored).length
  expect({ scored: count, notScored: results.length - count }).toEqual({ scored, notScored })
  // Extensions would not have to pass. They do, so that one that breaks is noticed.
  expect(results.filter(({ faults }) => faults.length > 0)).toEqual([])
})
