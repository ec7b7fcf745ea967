import { expect, it } from 'vitest'
import { shadowText } from '../../bench/report/shadowText.js'
import { shadowSuite } from '../../bench/suites/shadowSuite.js'

it('times both clients and sees every turn logged', async () => {
  const figures = await shadowSuite({ tools: 64, turns: 4 }, { update: () => {}, end: () => {} })
  expect(figures.logged).toBe(4)
  for (const { list, call, turn } of [figures.plain, figures.shadow]) {
    expect(turn.p95).toBeGreaterThanOrEqual(turn.p50)
    expect(turn.p95).toBeLessThanOrEqual(list.p95 + call.p95)
    expect(list.p50).toBeGreaterThan(0)
  }
  expect(shadowText(figures)).toContain('4 turns were logged with a list.')
})
