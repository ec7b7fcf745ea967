import { describe, expect, it } from 'vitest'
import { splitIntents } from '../../src/rank/splitIntents.js'

describe('splitIntents', () => {
  it.each([
    [
      'Find the cheapest flight, put it in my calendar and mail it to Ana',
      ['Find the cheapest flight', 'put it in my calendar', 'mail it to Ana'],
    ],
    [
      'List open invoices. Send reminders; archive paid ones',
      ['List open invoices.', 'Send reminders;', 'archive paid ones'],
    ],
    ['- check disk space\n- restart nginx server', ['- check disk space', '- restart nginx server']],
    ['Convert the file then upload the result', ['Convert the file', 'upload the result']],
  ])('splits %j', (task, parts) => {
    expect(splitIntents(task)).toEqual(parts)
  })

  it.each([
    ['refund the last payment'],
    ['yes, send it'],
    ['please, thanks'],
    [''],
    ['and and and'],
    ['go, run, jump'],
  ])('leaves %j whole', (task) => {
    expect(splitIntents(task)).toEqual([])
  })

  it('looks at the beginning and the end of a long text', () => {
    const parts = splitIntents(Array.from({ length: 500 }, (_, i) => `handle number${i} case.`).join(' '))
    expect(parts).toHaveLength(24)
    expect(parts[0]).toContain('number0')
    expect(parts.at(-1)).toContain('number499')
  })

  it('takes time linear in hostile white space and separators', () => {
    const before = process.cpuUsage().user
    for (const piece of [' ', '\n', ', ', '. ', ' and', ' \n'])
      splitIntents(`book a flight${piece.repeat(40_000)}mail it to Ana`)
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(1500)
  })
})
