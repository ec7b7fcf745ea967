import { expect, it } from 'vitest'
import { inSlices } from '../../src/mcp/inSlices.js'

function* busy(steps: number, ms: number): Generator<undefined, string> {
  for (let step = 0; step < steps; step++) {
    const until = performance.now() + ms
    while (performance.now() < until);
    yield
  }
  return 'done'
}

it('lets others have their turn while steps are run, and gives their outcome', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  expect(await inSlices(busy(100, 2))).toBe('done')
  clearInterval(timer)
  // 200 ms of work are 13 slices.
  expect(turns).toBeGreaterThan(5)
})

it('rejects as the steps throw', async () => {
  const steps = (function* (): Generator<undefined, never> {
    yield
    throw new RangeError('no')
  })()
  await expect(inSlices(steps)).rejects.toThrow(RangeError)
})
