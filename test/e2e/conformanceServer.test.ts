import { expect, test } from 'vitest'
import { conformanceTable } from '../conformance/conformanceTable.js'
import { type Exceptions, faultsOfRun } from '../conformance/Exceptions.js'
import { ensureConformance, suiteMissing } from '../conformance/ensureConformance.js'
import { runServerSet } from '../conformance/runServerSet.js'
import { FIXTURE_TARGET, PASS_THROUGH_TARGETS, type ServerTarget } from '../conformance/ServerTarget.js'
import { gatewayMissing } from '../mcp/gateway/openGateway.js'

const TARGETS: readonly ServerTarget[] = [FIXTURE_TARGET, ...PASS_THROUGH_TARGETS]

/** The extension for tasks, which neither the fixture nor SDK v2 serves. No scored scenario is about it. */
const TASKS: Exceptions = Object.fromEntries(
  [
    ...['lifecycle', 'capability-negotiation', 'wire-fields', 'request-state-removal', 'mrtr-input'],
    ...['request-headers', 'dispatch-and-envelope', 'required-task-error', 'mrtr-composition'],
  ].map((name) => [`tasks-${name}`, 'the extension for tasks is not served']),
)

/** The sets, with the number of scenarios of each: the suite is pinned, so a set that shrinks is a fault. */
const SETS = [
  { revision: '2025-11-25', scored: 30, notScored: 3, exceptions: {} },
  {
    revision: '2026-07-28',
    scored: 37,
    notScored: 13,
    exceptions: { ...TASKS, 'tasks-status-notifications': 'the suite itself skips all of its checks' },
  },
]

const RUNS = TARGETS.flatMap((target) => SETS.map((set) => ({ name: target.name, target, ...set })))

test.for(RUNS)('$name conforms to $revision as a server', { timeout: 300_000 }, async (run, { skip }) => {
  const missing = suiteMissing(process) ?? (run.target === FIXTURE_TARGET ? undefined : gatewayMissing())
  if (missing !== undefined) skip(missing)
  const suite = await ensureConformance()
  const { url, end } = await run.target.open(run.revision)
  const results = await runServerSet(suite, { url, revision: run.revision }).finally(end)
  console.log(conformanceTable(`${run.name} as a server of ${run.revision}`, results, run.exceptions))
  const scored = results.filter((result) => result.scored).length
  expect({ scored, notScored: results.length - scored }).toEqual({
    scored: run.scored,
    notScored: run.notScored,
  })
  expect(faultsOfRun(results, run.exceptions)).toEqual([])
})
