import { expect, it } from 'vitest'
import { LatestWork } from '../../src/mcp/LatestWork.js'

/** Work whose runs end when they are told to. */
function manual() {
  const ends: { done: () => void; fail: (error: Error) => void }[] = []
  const work = new LatestWork(
    () => new Promise<void>((done, fail) => void ends.push({ done: () => done(), fail })),
  )
  return { work, ends }
}
const soon = () => new Promise((resolve) => setImmediate(resolve))

it('runs once for all who ask while it runs, after the run that goes on', async () => {
  const { work, ends } = manual()
  const ended: string[] = []
  const ask = (name: string) => void work.run().then(() => ended.push(name))
  ask('first')
  await soon()
  for (const name of ['second', 'third']) ask(name)
  await soon()
  expect(ends).toHaveLength(1)
  ends[0]!.done()
  await soon()
  expect([ended, ends.length]).toEqual([['first'], 2])
  ends[1]!.done()
  await soon()
  expect([ended, ends.length]).toEqual([['first', 'second', 'third'], 2])
})

it('rejects as its run does, and goes on', async () => {
  const { work, ends } = manual()
  const first = work.run()
  await soon()
  ends[0]!.fail(new Error('no'))
  await expect(first).rejects.toThrow('no')
  const second = work.run()
  await soon()
  ends[1]!.done()
  await second
})
