import { describe, expect, test } from 'vitest'
import { contentWords } from '../../../bench/tasks/contentWords.js'
import { knownTools } from '../../../bench/tasks/knownTools.js'
import type { ServerTask } from '../../../bench/tasks/ServerTask.js'
import { taskFaults } from '../../../bench/tasks/taskFaults.js'

const filler = Array.from({ length: 60 }, (_, at) => `filler${at}`).join(' ')
const tools = knownTools([
  {
    server: 'pay',
    tools: [
      {
        name: 'refund_payment',
        description: `Gives the money of a charge back to its customer. ${filler} telescope`,
        annotations: { title: 'Reimburse somebody' },
      },
      { name: 'list_open_invoices', description: 'Invoices that are due' },
      { name: 'pay', description: 'Pays' },
    ],
  },
])
const base: ServerTask = {
  id: 't',
  kind: 'direct',
  text: 'refund what Ana sent',
  gold: ['pay/refund_payment'],
}
const faults = (...changes: Partial<ServerTask>[]) =>
  taskFaults(
    changes.map((change) => ({ ...base, ...change })),
    tools,
  )
const words = (count: number) => Array.from({ length: count }, (_, at) => `w${at}`).join(' ')

test('a task by the guide has no fault', () => {
  expect(faults({})).toEqual([])
  expect(faults({ kind: 'turns', history: ['hello'] })).toEqual([])
  expect(faults({ kind: 'none', gold: [] })).toEqual([])
  expect(faults({ kind: 'context', length: 'short', text: words(20) })).toEqual([])
  expect(faults({ kind: 'lang', lang: 'de', text: 'erstatte das' })).toEqual([])
})

describe('a fault is', () => {
  test.each<[string, Partial<ServerTask>, string]>([
    ['an unknown gold tool', { gold: ['pay/refunt'] }, 't names pay/refunt, which no server lists'],
    [
      'an unknown alternative',
      { alternatives: { 'pay/refund_payment': ['pay/x'] } },
      't names pay/x, which no server lists',
    ],
    [
      'gold that is its own alternative',
      { alternatives: { 'pay/refund_payment': ['pay/refund_payment'] } },
      't has pay/refund_payment as gold and as an alternative',
    ],
    ['a name as it is', { text: 'call refund_payment' }, 't leaks "refund_payment"'],
    ['the words of a long name', { text: 'list open invoices' }, 't leaks "list open invoices"'],
    [
      'a name in an earlier message',
      { kind: 'turns', history: ['refund_payment?'] },
      't leaks "refund_payment"',
    ],
    [
      'a copied sentence',
      { text: 'It gives the money of a charge back to its customer now' },
      't copies a sentence of pay/refund_payment: "gives the money of a charge back to its customer"',
    ],
    ['no gold', { gold: [] }, 't is direct and has 0 gold tools'],
    ['gold of none', { kind: 'none' }, 't is none and has 1 gold tools'],
    ['one tool of multi', { kind: 'multi' }, 't is multi and has 1 gold tools'],
    ['gold named twice', { kind: 'multi', gold: ['pay/pay', 'pay/pay'] }, 't names a gold tool twice'],
    ['turns without history', { kind: 'turns' }, 't is turns with 0 earlier messages'],
    ['history of a direct task', { history: ['x'] }, 't is direct with 1 earlier messages'],
    ['no language', { kind: 'lang' }, 't says no language'],
    ['context without a length', { kind: 'context' }, 't is context with the length undefined'],
    [
      'a short task that is long',
      { kind: 'context', length: 'short', text: words(43) },
      't is short with 43 words',
    ],
    [
      'a long task that is short',
      { kind: 'context', length: 'long', text: words(74) },
      't is long with 74 words',
    ],
  ])('%s', (_, change, fault) => {
    expect(faults(change)).toEqual([fault])
  })

  test('two tasks with one text', () => {
    expect(faults({}, { id: 'u', text: 'Refund what Ana sent' })).toEqual([
      'u has a text that another task has',
    ])
  })
})

describe('an indirect task shares no content word', () => {
  const indirect = (text: string) => faults({ kind: 'indirect', text })

  test('in any inflection, with name, title or the beginning of the description', () => {
    expect(indirect('I want what I paid')).toEqual([])
    expect(indirect('two payments went wrong')).toEqual([
      't is indirect and shares with pay/refund_payment: payment',
    ])
    expect(indirect('reimbursing Ana')[0]).toContain('reimburs')
    expect(indirect('our customers are unhappy')[0]).toContain('custom')
  })

  test('with what stands after sixty words it may', () => {
    expect(indirect('a telescope came broken')).toEqual([])
  })
})

test('content words are stems of three letters or more that say something', () => {
  expect([...contentWords('Please get all the Invoices by id')].sort()).toEqual(['invoic'])
})
