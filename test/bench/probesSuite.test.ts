import { expect, test } from 'vitest'
import { probesText } from '../../bench/report/probesText.js'
import { DROPPED, probesSuite } from '../../bench/suites/probesSuite.js'

const tool = (name: string, description: string) => ({ name, description })
const SET = {
  name: 'small',
  sources: [
    {
      server: 'pay',
      tools: [
        tool('create_refund', 'Gives the money of a charge back to the customer who paid.'),
        tool('send_message', 'Writes an email with attachments to anybody in the address book.'),
      ],
    },
  ],
  queries: [
    { id: 'a', text: 'give the money back', gold: ['pay/create_refund'] },
    { id: 'b', text: 'nothing of the kind', gold: [] },
  ],
}

test('ranks tasks and probes alike and puts them side by side', async () => {
  const shares: number[] = []
  const progress = { update: (share: number) => void shares.push(share), end: () => {} }
  const figures = await probesSuite(SET, progress)
  expect(figures).toMatchObject({
    set: 'small',
    tools: 2,
    labelled: { tasks: 1, recall: 1, low: 1, high: 1 },
  })
  expect(figures.probes.map(({ tasks }) => tasks)).toEqual(DROPPED.map(() => 2))
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
})

test('shows tasks less the probes of reports', () => {
  const recall = (value: number) => ({ tasks: 10, recall: value, low: value - 0.1, high: value + 0.1 })
  const text = probesText([
    { set: 'small', tools: 2, labelled: recall(0.5), probes: [recall(0.9), recall(0.8), recall(0.2)] },
  ])
  expect(text).toMatch(/\| small \| +2 \| +10 \| 50\.0 \[40\.0, 60\.0\] .*\| +-30\.0 \|/)
})
