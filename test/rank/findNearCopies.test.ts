import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Comparable, findNearCopies } from '../../src/rank/findNearCopies.js'
import { wording } from '../../src/tool/wording.js'

const fields = (name: string, description: string, parameters: string[] = []) => ({
  name,
  description,
  server: '',
  serverDescription: '',
  parameters: parameters.map((parameter) => ({ name: parameter, description: '' })),
})
const says = (server: string, name: string, description: string, vector = [1, 0]): Comparable => ({
  server,
  wording: wording(fields(name, description)),
  vector: Float32Array.from(vector),
})
const REFUND = 'Gives the money of a card charge back to a customer of the shop.'
const groupsOf = (tools: readonly Comparable[], registered = [...tools.keys()]) =>
  findNearCopies(tools, registered).groups.map(({ positions }) => positions)

test('a slightly changed tool of another server is a copy, and the first registered one the original', () => {
  const tools = [
    says('shop', 'refund', REFUND),
    says('extras', 'refund_pro', `${REFUND} Fast and reliable.`),
    says('extras', 'refund_2', REFUND),
    says('mail', 'send', 'Sends an email message to one or more recipients with attachments.'),
  ]
  expect(groupsOf(tools)).toEqual([[0, 1, 2]])
  // Of one server, tool 1 repeats tool 2 in other words: both stay.
  expect(groupsOf(tools, [2, 3, 1, 0])).toEqual([[2, 0]])
})

test('nearly equal tools of one server are none, the very same are', () => {
  const start = says('vm', 'start_machine', 'Starts a virtual machine of the data center by its id.')
  const stop = says('vm', 'stop_machine', 'Stops a virtual machine of the data center by its id.')
  expect(groupsOf([start, stop])).toEqual([])
  expect(groupsOf([start, stop, says('vm', 'start_machine_2', 'Starts a virtual machine of the data center by its id.')])).toEqual([[0, 2]]) // biome-ignore format: one case a line
})

test('between a Jaccard similarity of 0.6 and 0.8 the vectors decide', () => {
  const changed = REFUND.replace('customer', 'buyer').replace('card', 'wallet')
  const near = [says('shop', 'refund', REFUND), says('extras', 'refund', changed, [0.9, 0.435])]
  const far = [says('shop', 'refund', REFUND), says('extras', 'refund', changed, [0.5, 0.866])]
  expect(groupsOf(near)).toEqual([[0, 1]])
  expect(groupsOf(far)).toEqual([])
})

test('a tool that says too little repeats nothing', () => {
  expect(groupsOf([says('a', 'run', 'Runs a query'), says('b', 'run', 'Runs a query')])).toEqual([])
})

const word = fc.constantFrom('cat', 'dog', 'bird', 'fish', 'cow', 'hen', 'fox', 'owl', 'bee', 'ant')
test('groups hold the very pairs that comparing all with all finds', () => {
  const text = fc.array(word, { minLength: 5, maxLength: 8 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), text), { maxLength: 12 }), (rows) => {
      const tools = rows.map(([server, description], at) => says(server, `tool ${at}`, description))
      const plain: number[][] = []
      for (const [at, { wording: own, server }] of tools.entries()) {
        const group = plain.find(([first]) => {
          const other = tools[first!]!
          if (own === undefined || other.wording === undefined) return false
          if (own.line === other.wording.line) return true
          return server !== other.server && jaccard(own.stems, other.wording.stems) >= 0.6
        })
        if (group === undefined) plain.push([at])
        else group.push(at)
      }
      // Which of several originals a copy joins is free; which tools are originals follows from the copies found.
      const originals = new Set(plain.map(([first]) => first))
      const found = groupsOf(tools)
      const copies = new Set(found.flatMap((group) => group.slice(1)))
      expect([...tools.keys()].filter((at) => !copies.has(at))).toEqual(
        [...originals].sort((a, b) => a! - b!),
      )
      for (const [first] of found) expect(originals.has(first)).toBe(true)
    }),
  )
})

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((stem) => other.has(stem)).length
  return shared / (one.size + other.size - shared)
}
