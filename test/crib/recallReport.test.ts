import { expect, test } from 'vitest'
import { recallReport } from '../../src/crib/recallReport.js'
import type { RecallPlan } from '../../src/crib/Selection.js'

const plan: RecallPlan = {
  value: 0.9,
  guarantee: 'mean',
  share: 0.1,
  reachable: true,
  basis: 'calibrated',
  tasks: 100,
}

test.each(['max-tokens', 'max-tools', 'max-share'] as const)(
  '%s cuts a plan short, without a promise',
  (why) => {
    expect(recallReport(plan, why)).toMatchObject({
      cutBy: why,
      promise: expect.stringMatching(/^No promise/),
    })
  },
)

test.each([undefined, 'low-confidence', 'near-copy'] as const)('%s does not', (why) => {
  const report = recallReport(plan, why)
  expect(report).toMatchObject({ cutBy: null, promise: expect.stringMatching(/^On average 90 %/) })
})
