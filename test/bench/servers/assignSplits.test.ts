import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignSplits, groupOf } from '../../../bench/tasks/assignSplits.js'
import { KINDS, parseServerTasks, type ServerTask, taskLine } from '../../../bench/tasks/ServerTask.js'

const task = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom(...KINDS),
  group: fc.constantFrom('git', 'maps', 'none'),
})
const tasks = fc
  .uniqueArray(task, { selector: ({ id }) => id, maxLength: 60 })
  .map((rows) => rows.map((row): ServerTask => ({ ...row, text: 't', gold: [] })))

test('halves are of one size in all and in each kind to within one, whatever the order', () => {
  fc.assert(
    fc.property(tasks, (rows) => {
      const splits = assignSplits(rows)
      expect(assignSplits([...rows].reverse())).toEqual(splits)
      for (const kind of [undefined, ...KINDS]) {
        const some = rows.filter((row) => kind === undefined || row.kind === kind)
        const dev = some.filter(({ id }) => splits.get(id) === 'dev').length
        expect(Math.abs(2 * dev - some.length)).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('tasks are grouped by the server of their first tool', () => {
  expect(groupOf({ gold: ['git/add', 'maps/find'] })).toBe('git')
  expect(groupOf({ gold: [] })).toBe('none')
})

test('a line keeps every member, and odd ones are refused', () => {
  const row: ServerTask = {
    id: 'x',
    kind: 'context',
    split: 'dev',
    group: 'git',
    lang: 'de',
    length: 'short',
    history: ['davor'],
    text: 't',
    gold: ['git/add'],
    anyOf: true,
    alternatives: { 'git/add': ['git/stage'] },
  }
  expect(parseServerTasks(taskLine(row), 'f')).toEqual([row])
  for (const odd of [{ kind: 'other' }, { lang: 'german' }, { length: 'middling' }])
    expect(() => parseServerTasks(JSON.stringify({ ...row, ...odd }), 'f')).toThrow(
      expect.objectContaining({ code: 'eval-invalid' }),
    )
})
