import { describe, expect, it } from 'vitest'
import type { FeedbackVote, LabelledTask } from '../../src/crib/Crib.js'
import { createCrib } from '../../src/crib/createCrib.js'
import { MAIL, PAYMENTS, sources, WEATHER } from './sources.js'

const TASKS: LabelledTask[] = Array.from({ length: 20 }, (_, at) => ({
  text: `send a message to person ${at}`,
  gold: ['mail/send_message'],
}))

describe('what the caller changes after a call', () => {
  it('does not change a vote that waits for its turn', async () => {
    const crib = await createCrib({ sources, feedback: true })
    const vote: FeedbackVote = { task: 'tell Ana', toolId: 'mail/send_message', outcome: 'good' }
    const messages = [{ role: 'user' as const, content: 'tell Ana' }]
    const taken = [crib.feedback(vote), crib.feedback({ ...vote, task: { messages } })]
    vote.toolId = 'payments/list_invoices'
    messages[0]!.content = 'tell Ben'
    await Promise.all(taken)
    expect(crib.exportFeedback().votes.map(({ toolId }) => toolId)).toEqual(['mail/send_message'])
  })

  it('does not change labelled tasks or sources that wait for their turn', async () => {
    const crib = await createCrib({ sources: [MAIL, PAYMENTS] })
    const tasks = [...TASKS]
    const given = [MAIL, WEATHER]
    const [diff, calibration] = [crib.update(given), crib.calibrate(tasks)]
    given.length = 0
    tasks.length = 0
    expect((await diff).added).toEqual(['weather/get_forecast'])
    expect((await calibration).tasks).toBe(20)
  })

  it('does not change the calibration in use', async () => {
    const crib = await createCrib({ sources })
    const calibration = await crib.calibrate(TASKS)
    const before = await crib.rank('send a message')
    Object.assign(calibration.confidence, { bias: 100 })
    await crib.update(sources)
    expect(await crib.rank('send a message')).toEqual(before)
  })
})

it('votes that wait for their turn are forgotten when votes are cleared', async () => {
  const crib = await createCrib({ sources, feedback: true })
  const vote: FeedbackVote = { task: 'tell Ana', toolId: 'mail/send_message', outcome: 'good' }
  const taken = crib.feedback(vote)
  crib.clearFeedback()
  expect(await taken).toEqual({ remembered: false, votes: 0, trust: 1 })
  expect(crib.exportFeedback().votes).toEqual([])
  expect(await crib.feedback(vote)).toMatchObject({ remembered: true, votes: 1 })
})
