import { describe, expect, test } from 'vitest'
import { FIXTURE_TOOLS } from '../fixtures/conformance/createFixtureServer.js'
import { CASES } from '../mcp/gateway/differential/CASES.js'
import type { Comparable } from '../mcp/gateway/differential/comparable.js'
import { DIRECT, DIRECT_V1 } from '../mcp/gateway/differential/directRoutes.js'
import { GATEWAY_ROUTES } from '../mcp/gateway/differential/gatewayRoutes.js'
import { ERAS, TRANSPORTS } from '../mcp/gateway/differential/Observed.js'
import { observeAll } from '../mcp/gateway/differential/observeAll.js'
import type { Route } from '../mcp/gateway/differential/Route.js'
import { gatewayMissing } from '../mcp/gateway/openGateway.js'

/** Routes that have to show what the direct one shows. */
const ROUTES: readonly Route[] = [DIRECT_V1, ...GATEWAY_ROUTES]

const WORLDS = ERAS.flatMap((era) => TRANSPORTS.map((transport) => ({ era, transport })))

/** Tools that ask, and what a client needs for that. */
const ASKING = [
  ['test_missing_capability', 'sampling'],
  ['test_input_required_result_elicitation', 'elicitation'],
  ['test_input_required_result_list_roots', 'roots'],
] as const

test('every tool of the fixture is called', () => {
  expect(Object.keys(CASES)).toEqual(FIXTURE_TOOLS.map(({ name }) => name))
})

describe.each(WORLDS)('a client of $era over $transport', { timeout: 120_000 }, ({ era, transport }) => {
  let direct: Promise<Record<string, Comparable>> | undefined
  const directly = async () => {
    direct ??= observeAll(DIRECT, era, transport)
    return await direct
  }

  // What nobody sees directly, nothing in between can lose.
  test(`${DIRECT.name}, sees everything that there is to see`, async () => {
    const seen = await directly()
    const of = (name: string) => seen[`${name} #1`]!
    expect(of('test_tool_with_progress').progress.map(({ progress }) => progress)).toEqual([0, 50, 100])
    expect(of('test_tool_with_logging').logs).toHaveLength(3)
    expect(of('test_cancellation')).toMatchObject({ cancelled: true })
    expect(of('test_cancelled_count').result).toContain('"1"')
    expect(of('test_protocol_error').error).toMatchObject({ code: -31999, data: { why: 'vendor.example' } })
    expect(of('test_unknown_content').result).toContain('vendor.example/chart')
    expect(seen['json_schema_2020_12_tool #2']!.result).toBe('{"isError":true}')
    const asked = of('test_input_required_result_multiple_inputs').inputRequests.map(({ method }) => method)
    expect(asked).toEqual(['elicitation/create', 'roots/list', 'sampling/createMessage'])
    const failed = Object.entries(seen).filter(([, { error }]) => error !== undefined)
    expect(failed.map(([name]) => name)).toEqual(['test_protocol_error #1'])
  })

  const possible = ROUTES.filter(({ eras }) => eras.includes(era))
  test.for(possible)('$name, sees what a direct client sees', async (route, { skip }) => {
    skipUnbuilt(route, skip)
    const expected = Object.entries(await directly()).map(([name, seen]) => [
      name,
      route.converts?.(seen, era) ?? seen,
    ])
    expect(await observeAll(route, era, transport)).toEqual(Object.fromEntries(expected))
  })

  // Once an era: what a client can do is said in the same way over every transport.
  const asked = transport === 'http' ? [DIRECT, ...possible] : []
  test.for(asked)('$name, is told when it cannot be asked', async (route, { skip }) => {
    skipUnbuilt(route, skip)
    const client = await route.client(era, transport, {})
    try {
      for (const [name, capability] of ASKING) {
        const { result, error, inputRequests } = await client.call(name, {})
        expect(inputRequests).toEqual([])
        // A server of 2025 asks for roots in the middle of a call: only that question is refused.
        const goesOn = capability === 'roots' && route.name === 'gateway to a 2025 server'
        if (era === 'modern' && !goesOn)
          expect(error).toMatchObject({ code: -32021, data: { requiredCapabilities: { [capability]: {} } } })
        else {
          expect(error !== undefined || result?.['isError'] === true).toBe(true)
          expect(JSON.stringify(error ?? result).toLowerCase()).toContain(capability)
        }
      }
    } finally {
      await client.close()
    }
  })
})

function skipUnbuilt({ name }: Route, skip: (reason: string) => void): void {
  const missing = gatewayMissing()
  if (name.includes('gateway') && missing !== undefined) skip(missing)
}
