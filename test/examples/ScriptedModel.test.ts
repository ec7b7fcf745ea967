import { describe, expect, it } from 'vitest'
import { type Answer, type Message, ScriptedModel, type Step } from '../../examples/shared/ScriptedModel.js'

const offer = (...names: string[]) => names.map((name) => ({ name, description: '', inputSchema: {} }))
const ASK: Message[] = [{ role: 'user', content: 'Mail the report' }]
const found = (content: string): Message[] => [...ASK, { role: 'tool', content }]
const STEPS: Step[] = [
  { says: 'I send it.', tool: 'send_mail', arguments: { to: 'Ana' } },
  { says: 'It is on its way.' },
]

describe('ScriptedModel', () => {
  it('calls what it is offered, then answers', async () => {
    const model = await ScriptedModel.create(STEPS)
    const call = { name: 'office__send_mail', arguments: { to: 'Ana' } }
    expect(model.answer(ASK, offer('office__send_mail', 'other'))).toEqual({ says: 'I send it.', call })
    expect(model.answer(ASK, offer('other'))).toEqual({ says: 'It is on its way.' })
    expect(model.turns.map(({ tools, called }) => [tools, called])).toEqual([
      [2, 'office__send_mail'],
      [1, null],
    ])
    expect(model.turns[0]!.tokens).toBeGreaterThan(model.turns[1]!.tokens)
  })

  it('gives up where there is no way, for good', async () => {
    const model = await ScriptedModel.create(STEPS)
    expect(model.answer(ASK, offer('other', 'send_mail_later'))).toEqual({
      says: 'I have no tool for this: I send it.',
    })
    expect(model.answer(ASK, offer('send_mail')).call).toBeUndefined()
  })

  it('searches, and calls by name only what was found; what was found counts from then on', async () => {
    const model = await ScriptedModel.create(STEPS)
    const tools = offer('search_tools', 'call_tool')
    const search: Answer['call'] = { name: 'search_tools', arguments: { tasks: ['Mail the report'] } }
    expect(model.answer(ASK, tools).call).toEqual(search)
    const call = { name: 'call_tool', arguments: { name: 'office__send_mail', arguments: { to: 'Ana' } } }
    expect(model.answer(found('Try office__send_mail(to: string)'), tools).call).toEqual(call)
    expect(model.turns[1]!.tokens).toBeGreaterThan(model.turns[0]!.tokens)
  })

  it('does not search for ever', async () => {
    const model = await ScriptedModel.create(STEPS)
    const tools = offer('search_tools', 'call_tool')
    model.answer(ASK, tools)
    expect(model.answer(found('Nothing fits. See send_mailbox.'), tools)).toEqual({
      says: 'I have no tool for this: I send it.',
    })
  })
})
