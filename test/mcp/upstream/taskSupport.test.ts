import { describe, expect, it } from 'vitest'
import { isUncallable } from '../../../src/mcp/gateway/meta/isUncallable.js'
import type { StockView } from '../../../src/mcp/gateway/stock/StockView.js'
import { relatedTask, withoutTask } from '../../../src/mcp/upstream/relatedTask.js'
import { cancelsTasks, needsTask, runsTasks } from '../../../src/mcp/upstream/taskSupport.js'
import type { Tool } from '../../../src/tool/Tool.js'

const CALLS = { tasks: { requests: { tools: { call: {} } } } }

describe('needsTask', () => {
  it.each([
    [{ execution: { taskSupport: 'required' } }, true],
    [{ execution: { taskSupport: 'optional' } }, false],
    [{ execution: { taskSupport: 'forbidden' } }, false],
    [{ execution: 'required' }, false],
    [{ execution: null }, false],
    [{}, false],
    [undefined, false],
  ])('of %j is %j', (tool, expected) => expect(needsTask(tool)).toBe(expected))
})

describe('runsTasks', () => {
  it.each([
    ['legacy', CALLS, true],
    [undefined, CALLS, true],
    // An extension with other methods.
    ['modern', CALLS, false],
    ['legacy', { tasks: {} }, false],
    ['legacy', { tasks: { requests: { sampling: { createMessage: {} } } } }, false],
    ['legacy', { tasks: { requests: { tools: {} } } }, false],
    ['legacy', {}, false],
    ['legacy', undefined, false],
  ] as const)('in the %s era with %j is %j', (era, capabilities, expected) => {
    expect(runsTasks({ era, capabilities })).toBe(expected)
  })

  it('does not mean that they can be cancelled', () => {
    expect(cancelsTasks({ capabilities: CALLS })).toBe(false)
    expect(cancelsTasks({ capabilities: { tasks: { cancel: {} } } })).toBe(true)
  })
})

describe('isUncallable', () => {
  const view = {
    servers: new Map([
      ['runs', { era: 'legacy', capabilities: CALLS }],
      ['later', { era: 'modern', capabilities: CALLS }],
      ['plain', { era: 'legacy', capabilities: {} }],
    ]),
  } as unknown as StockView
  const of = (server: string, taskSupport: string) =>
    isUncallable({ server, definition: { execution: { taskSupport } } } as unknown as Tool, view)

  it('is what runs as a task only, on a server that runs none', () => {
    expect(['runs', 'later', 'plain'].map((server) => of(server, 'required'))).toEqual([false, true, true])
    expect(of('plain', 'optional')).toBe(false)
  })
})

describe('withoutTask', () => {
  const name = { 'io.modelcontextprotocol/related-task': { taskId: 'x' } }

  it('takes the name of the task away, and nothing else', () => {
    expect(relatedTask({ _meta: name })).toBe('x')
    expect(withoutTask({ a: 1, _meta: { ...name, kept: 1 } })).toEqual({ a: 1, _meta: { kept: 1 } })
    expect(withoutTask({ a: 1, _meta: name })).toEqual({ a: 1 })
    const other = { a: 1, _meta: { kept: 1 } }
    expect(withoutTask(other)).toBe(other)
    expect(withoutTask(undefined)).toBeUndefined()
  })

  it('takes no odd name for one', () => {
    for (const odd of [null, 'x', {}, { taskId: 1 }])
      expect(relatedTask({ _meta: { 'io.modelcontextprotocol/related-task': odd } })).toBeUndefined()
  })
})
