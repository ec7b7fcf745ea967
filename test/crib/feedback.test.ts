import { describe, expect, it } from 'vitest'
import type { FeedbackVote } from '../../src/crib/Crib.js'
import { createCrib } from '../../src/crib/createCrib.js'
import type { FeedbackState } from '../../src/rank/Vote.js'
import { MAIL, PAYMENTS, sources, tool } from './sources.js'

const TASK = 'tell the customer what happened to the order'
const NEAR = 'tell a customer what happened with an order'
const GOOD: FeedbackVote = { task: TASK, toolId: 'mail/send_message', outcome: 'good' }
const crib = (feedback: boolean | FeedbackState = true, list = sources) =>
  createCrib({ sources: list, feedback })
const rankOf = async (
  engine: Awaited<ReturnType<typeof crib>>,
  task: string,
  id = GOOD.toolId,
  options: { feedback?: boolean } = {},
) => (await engine.rank(task, options)).items.find((item) => item.tool.id === id)!

describe('crib.feedback', () => {
  it('brings a tool forward for similar tasks and says why, and leaves other tasks alone', async () => {
    const engine = await crib()
    const before = await rankOf(engine, NEAR)
    const other = await engine.rank('weather in Lisbon')
    expect(before.rank).toBeGreaterThan(1)
    expect(await engine.feedback(GOOD)).toEqual({ remembered: true, votes: 1, trust: 1 })
    const after = await rankOf(engine, NEAR)
    expect(after.rank).toBeLessThan(before.rank)
    expect(after.evidence.feedback).toBeGreaterThan(0)
    expect(after.score).toBeCloseTo(before.score + after.evidence.feedback!, 6)
    expect(after.confidence).toBeGreaterThan(before.confidence)
    expect(await engine.rank('weather in Lisbon')).toEqual(other)
    const selection = await engine.select(NEAR)
    const item = selection.items.find(({ id }) => id === GOOD.toolId)
    expect(item?.reasons).toContain('chosen before for similar tasks')
    expect(selection.fit).toBe((await engine.select(NEAR, { feedback: false })).fit)
  })

  it('is part of what a score is made of, and of an explanation', async () => {
    const engine = await crib()
    const plain = await engine.explain(NEAR, GOOD.toolId)
    await engine.feedback(GOOD)
    const { rank, score, evidence } = await engine.explain(NEAR, GOOD.toolId)
    expect(rank).toBe((await rankOf(engine, NEAR)).rank)
    expect(score).toBeGreaterThan(plain.score)
    const sum = evidence.contributions.reduce((total, { value }) => total + value, 0)
    expect(sum).toBeCloseTo(score, 6)
    expect(evidence.contributions).toContainEqual({ kind: 'feedback', value: evidence.feedback })
    expect(await engine.explain(NEAR, GOOD.toolId, { feedback: false })).toEqual(plain)
  })

  it('takes a tool back that was turned down', async () => {
    const engine = await crib()
    const first = (await engine.rank(TASK)).items[0]!
    await engine.feedback({ task: TASK, toolId: first.tool.id, outcome: 'bad' })
    const after = await rankOf(engine, TASK, first.tool.id)
    expect(after.evidence.feedback).toBeLessThan(0)
    expect(after.score).toBeLessThan(first.score)
  })

  it('is switched off for one call, cleared for good, and off by default', async () => {
    const engine = await crib()
    const before = await engine.rank(NEAR)
    await engine.feedback(GOOD)
    expect(await engine.rank(NEAR, { feedback: false })).toEqual(before)
    expect((await engine.select(NEAR, { feedback: false })).items.map(({ id }) => id)).toEqual(
      (await (await crib(false)).select(NEAR)).items.map(({ id }) => id),
    )
    expect(await engine.rank(NEAR, { feedback: true })).not.toEqual(before)
    engine.clearFeedback()
    expect(engine.exportFeedback()).toMatchObject({ votes: [], record: { gain: 0, loss: 0 } })
    expect(await engine.rank(NEAR)).toEqual(before)
    const off = await createCrib({ sources })
    await expect(off.feedback(GOOD)).rejects.toMatchObject({ code: 'feedback-off' })
    await expect(off.rank(NEAR, { feedback: true })).rejects.toMatchObject({ code: 'feedback-off' })
    expect(() => off.exportFeedback()).toThrow(expect.objectContaining({ code: 'feedback-off' }))
    expect(() => off.clearFeedback()).toThrow(expect.objectContaining({ code: 'feedback-off' }))
  })

  it('is kept as JSON without the words of the task, and goes on in another engine', async () => {
    const engine = await crib()
    await engine.feedback(GOOD)
    await engine.feedback({ task: NEAR, toolId: 'payments/list_invoices', outcome: 'bad' })
    const kept = JSON.stringify(engine.exportFeedback())
    expect(kept).not.toContain('customer')
    const other = await crib(JSON.parse(kept))
    expect(JSON.stringify(other.exportFeedback())).toBe(kept)
    expect(await other.rank(NEAR)).toEqual(await engine.rank(NEAR))
    const exported = engine.exportFeedback()
    Object.assign(exported.votes[0]!, { lesson: -1 })
    expect(JSON.stringify(engine.exportFeedback())).toBe(kept)
  })

  it('notes whether votes foretold each other, but not the same vote twice', async () => {
    const engine = await crib()
    await engine.feedback(GOOD)
    await engine.feedback(GOOD)
    expect(engine.exportFeedback().record).toEqual({ gain: 0, loss: 0 })
    expect((await engine.feedback({ ...GOOD, task: NEAR })).trust).toBe(1)
    const { gain } = engine.exportFeedback().record
    expect(gain).toBeGreaterThan(0)
    await engine.feedback(GOOD)
    expect(engine.exportFeedback().record).toEqual({ gain, loss: 0 })
    const { trust } = await engine.feedback({ ...GOOD, task: `${NEAR} again`, outcome: 'bad' })
    expect(trust).toBeLessThan(1)
    expect(engine.exportFeedback().record.gain).toBe(gain)
  })

  it('counts for the definition that was voted on', async () => {
    const engine = await crib()
    await engine.feedback(GOOD)
    const [, ...others] = MAIL.tools
    const changed = {
      ...MAIL,
      tools: [tool('send_message', 'Sends the customer whatever I say.'), ...others],
    }
    await engine.update([PAYMENTS, changed])
    expect((await rankOf(engine, NEAR)).evidence).not.toHaveProperty('feedback')
    await engine.update(sources)
    expect((await rankOf(engine, NEAR)).evidence.feedback).toBeGreaterThan(0)
  })

  it('remembers nothing that it knows no word of, and takes conversations', async () => {
    const engine = await crib()
    expect(await engine.feedback({ ...GOOD, task: '???' })).toMatchObject({ remembered: false, votes: 0 })
    const messages = [{ role: 'user' as const, content: TASK }]
    expect(await engine.feedback({ ...GOOD, task: { messages } })).toMatchObject({ votes: 1 })
    expect(await engine.feedback(GOOD)).toMatchObject({ votes: 1 })
  })

  it('refuses votes of another shape, unknown tools and wire names, and stays as it was', async () => {
    const engine = await crib()
    const refused = (vote: unknown) => expect(engine.feedback(vote as FeedbackVote)).rejects
    await refused({ ...GOOD, toolId: 'mail/nothing' }).toMatchObject({
      code: 'feedback-invalid',
      details: { path: 'toolId', id: 'mail/nothing' },
    })
    await refused({ ...GOOD, toolId: 'mail__send_message' }).toMatchObject({ code: 'feedback-invalid' })
    await refused({ ...GOOD, outcome: 'great' }).toMatchObject({ details: { path: 'outcome' } })
    await refused({ ...GOOD, weight: 100 }).toMatchObject({ code: 'feedback-invalid' })
    await refused({ toolId: GOOD.toolId, outcome: 'good' }).toMatchObject({ details: { path: 'task' } })
    await refused({ ...GOOD, task: ' ' }).toMatchObject({ code: 'task-empty' })
    await refused({ ...GOOD, task: 7 }).toMatchObject({ code: 'task-invalid' })
    await refused('good').toMatchObject({ code: 'feedback-invalid' })
    await expect(engine.feedback(GOOD, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    })
    await expect(engine.feedback(GOOD, { weight: 2 } as object)).rejects.toMatchObject({
      code: 'option-unknown',
    })
    expect(engine.exportFeedback().votes).toEqual([])
  })

  it('refuses stored votes that are damaged or of another embedder', async () => {
    const engine = await crib()
    await engine.feedback(GOOD)
    const state = engine.exportFeedback()
    const [vote] = state.votes
    const refused = (feedback: unknown) =>
      expect(createCrib({ sources, feedback: feedback as FeedbackState })).rejects
    await refused({ ...state, embedder: 'static:other' }).toMatchObject({
      code: 'feedback-mismatch',
      details: { expected: engine.exportFeedback().embedder, actual: 'static:other' },
    })
    await refused({ ...state, version: 2 }).toMatchObject({ details: { path: 'version' } })
    await refused({ ...state, votes: [{ ...vote, lesson: 40 }] }).toMatchObject({
      code: 'feedback-invalid',
      details: { path: 'votes.0.lesson' },
    })
    await refused({ ...state, votes: [{ ...vote, task: 'AAAA' }] }).toMatchObject({
      code: 'feedback-invalid',
      details: { path: 'votes.0.task' },
    })
    await refused('votes').toMatchObject({ code: 'option-invalid' })
  })
})
