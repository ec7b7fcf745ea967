import { expect, test } from 'vitest'
import { requiredScenarios } from './requiredScenarios.js'

const LISTING = `Required for 2031-01-01 (3 scenarios, frozen; run at the 2031-01-01 wire):

Server scenarios (test against a server):
  - ping

Client scenarios (test against a client):
  - initialize
  - auth/some-way

Run and reported, but never scored:
  extension (2):
    - auth/other-way [client]
    - tasks-one [server]
  pending (1):
    - later [client]
`

test('reads the client scenarios alone, scored and not', () => {
  expect(requiredScenarios(LISTING)).toEqual({
    scored: ['initialize', 'auth/some-way'],
    notScored: ['auth/other-way', 'later'],
  })
})

test.each(['', LISTING.replace('Client scenarios', 'Scenarios')])(
  'a listing without client scenarios is no set that everything passes',
  (listing) => {
    expect(() => requiredScenarios(listing)).toThrow('lists no client scenarios')
  },
)
