import { describe, expect, it } from 'vitest'
import { taskTerms } from '../../src/rank/taskTerms.js'
import { taskTexts } from '../../src/rank/taskTexts.js'
import { taskWeight } from '../../src/rank/taskWeight.js'

const say = (role: 'system' | 'user' | 'assistant' | 'tool', content: string) => ({ role, content })

describe('taskTexts', () => {
  it('takes text as it is', () => {
    expect(taskTexts('book a flight')).toEqual([{ text: 'book a flight', weight: 1 }])
  })

  it('ranks a short last message mostly by what it refers to', () => {
    const texts = taskTexts({
      messages: [
        say('user', 'draft an email to Ana'),
        say('assistant', 'Here is the draft. Shall I send it?'),
        say('user', 'yes, do it'),
      ],
    })
    expect(texts.map((part) => part.text)).toEqual([
      'yes, do it',
      'Here is the draft. Shall I send it?',
      'draft an email to Ana',
    ])
    expect(texts[1]?.weight).toBeGreaterThan(0.5)
  })

  it('ranks a full last message mostly by itself', () => {
    const texts = taskTexts({
      messages: [
        say('user', 'draft an email to Ana'),
        say('user', 'now show the weather forecast for Lisbon tomorrow'),
      ],
    })
    expect(texts[0]).toEqual({ text: 'now show the weather forecast for Lisbon tomorrow', weight: 1 })
    expect(texts[1]?.weight).toBeLessThan(0.5)
  })

  it.each([
    ['now send it please', 'referring', 0.7],
    ['send refund mail', 'referring', 0.7],
    ['send refund mail customer', 'self-contained', 0.25],
  ])('takes %j for %s', (content, _, weight) => {
    expect(taskTexts({ messages: [say('user', 'before'), say('user', content)] })[1]?.weight).toBe(weight)
  })

  it('takes a blank message for no step back', () => {
    const blanks = Array.from({ length: 9 }, () => say('assistant', ' '))
    const texts = taskTexts({ messages: [say('user', 'before'), ...blanks, say('user', 'yes')] })
    expect(texts).toEqual([
      { text: 'yes', weight: 1 },
      { text: 'before', weight: 0.7 },
    ])
  })

  it('leaves out system and tool messages, what came after the last user message, and old history', () => {
    const old = Array.from({ length: 20 }, (_, i) => say('user', `old ${i}`))
    const texts = taskTexts({
      messages: [
        say('system', 'be brief'),
        ...old,
        say('tool', 'output'),
        say('user', 'last'),
        say('assistant', 'working'),
      ],
    })
    expect(texts).toHaveLength(7)
    expect(texts.map((part) => part.text)).not.toContain('working')
    expect(texts.map((part) => part.text).join()).not.toMatch(/brief|output|old 1,/)
  })

  it('keeps the beginning and the end of a huge text', () => {
    const [part] = taskTexts(`refund ${'x '.repeat(1_000_000)} payment`)
    expect(part?.text.length).toBeLessThan(50_000)
    expect(part?.text).toMatch(/^refund[\s\S]*payment$/)
  })

  it('clips what is huge in a conversation too', () => {
    const [part] = taskTexts({ messages: [say('user', `refund ${'x '.repeat(1_000_000)} payment`)] })
    expect(part?.text.length).toBeLessThan(50_000)
  })

  it.each([
    [''],
    [' \n\t'],
    [{ messages: [] }],
    [{ messages: [say('assistant', 'hello')] }],
    [{ messages: [say('user', ' ')] }],
  ])('refuses the empty task %j', (task) => {
    expect(() => taskTexts(task)).toThrowError(expect.objectContaining({ code: 'task-empty' }))
  })

  it.each([
    [7],
    [null],
    [{}],
    [{ messages: 'x' }],
    [{ messages: [{ role: 'robot', content: 'x' }] }],
    [{ messages: [{ role: 'user', content: [] }] }],
  ])('refuses %j, which is no task', (task) => {
    expect(() => taskTexts(task as never)).toThrowError(expect.objectContaining({ code: 'task-invalid' }))
  })
})

describe('taskTerms', () => {
  it('gives each stem once, with the heaviest weight', () => {
    const found = taskTerms([
      { text: 'fetch llamas', weight: 0.5 },
      { text: 'llama Ana', weight: 1 },
    ])
    expect(found).toEqual([
      { stem: 'fetch', word: 'fetch', weight: 0.5 },
      { stem: 'llama', word: 'llamas', weight: 1 },
      { stem: 'ana', word: 'ana', weight: 1 },
    ])
  })

  it('weighs words less that stand in tasks of every kind', () => {
    const found = taskTerms([{ text: 'I need help with llamas', weight: 0.5 }])
    expect(found.map(({ stem, weight }) => [stem, weight])).toEqual([
      ['need', 0.5 * taskWeight('need')],
      ['help', 0.5 * taskWeight('help')],
      ['llama', 0.5],
    ])
    expect(taskWeight('need')).toBeLessThan(taskWeight('help'))
    expect(taskWeight('help')).toBeLessThan(0.6)
  })
})
