import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { beforeEach, expect, it, vi } from 'vitest'

vi.mock('node:child_process', () => ({ spawn: vi.fn() }))
const spawned = vi.mocked(spawn)

beforeEach(() => {
  vi.resetModules()
})

// As Node has it: without memory it throws, without one more file the child has no pipes, without a shell it tells later.
it.skipIf(process.platform === 'win32').each([
  [
    'throws',
    () => {
      throw Object.assign(new Error('spawn ENOMEM'), { code: 'ENOMEM' })
    },
  ],
  ['has no pipes', () => Object.assign(new EventEmitter(), { unref: () => {} }) as ChildProcess],
])('a watchdog that cannot be started fails no server: %s', async (_, start) => {
  spawned.mockImplementation(start)
  const { guardGroup, releaseGroup } = await import('../../../src/mcp/transport/watchdog.js')
  guardGroup(999_999_999)
  expect(() => releaseGroup(999_999_999)).not.toThrow()
  expect(spawned).toHaveBeenCalled()
})
