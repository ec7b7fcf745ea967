import { expect, test } from 'vitest'
import { fromListings } from '../../src/cli/readSources.js'
import { CribError } from '../../src/errors.js'
import type { ServerListing } from '../../src/mcp/index.js'

const failed = (server: string): ServerListing => ({
  server,
  status: 'failed',
  error: new CribError('server-failed', `${server} did not answer.`),
  ms: 5,
  stderrTail: '',
})

const listed: ServerListing = {
  server: 'good',
  status: 'listed',
  tools: [{ name: 'a' }, { name: 'b' }],
  rejected: [{ index: 2, reason: 'no name' }],
  ms: 7,
}

test('every server is reported in order, and the good ones are sources', () => {
  expect(fromListings([failed('bad'), listed])).toEqual({
    sources: [{ server: 'good', tools: [{ name: 'a' }, { name: 'b' }] }],
    servers: [
      { server: 'bad', status: 'failed', tools: 0, ms: 5, error: 'bad did not answer.' },
      { server: 'good', status: 'listed', tools: 2, ms: 7 },
    ],
    dropped: [{ server: 'good', index: 2, reason: 'no name' }],
  })
})

test('not one server is an error that names them all', () => {
  expect(() => fromListings([failed('one'), failed('two')])).toThrow(
    expect.objectContaining({
      code: 'server-failed',
      message: expect.stringMatching(/one did not answer.*two did not/),
    }),
  )
})
