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

test('reads the scenarios of one side alone, scored and not', () => {
  expect(requiredScenarios(LISTING, 'client')).toEqual({
    scored: ['initialize', 'auth/some-way'],
    notScored: ['auth/other-way', 'later'],
  })
  expect(requiredScenarios(LISTING, 'server')).toEqual({ scored: ['ping'], notScored: ['tasks-one'] })
})

test.each([
  ['client', ''],
  ['client', LISTING.replace('Client scenarios', 'Scenarios')],
  ['server', LISTING.replace('  - ping\n', '')],
] as const)('a listing without %s scenarios is no set that everything passes', (side, listing) => {
  expect(() => requiredScenarios(listing, side)).toThrow(`lists no ${side} scenarios`)
})
