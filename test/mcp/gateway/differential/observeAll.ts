import { CASES, type DifferentialCase } from './CASES.js'
import { type Comparable, comparable } from './comparable.js'
import type { Era, Transported } from './Observed.js'
import type { Route, RoutedClient } from './Route.js'

/** Milliseconds after which a call that is made again and again has failed. */
const UNTIL_MS = 10_000

/** Makes all calls of the differential test over a route, by one client, in their order. */
export async function observeAll(
  route: Route,
  era: Era,
  transport: Transported,
): Promise<Record<string, Comparable>> {
  const client = await route.client(era, transport)
  const seen: Record<string, Comparable> = {}
  try {
    for (const [name, cases] of Object.entries(CASES)) {
      for (const [at, one] of cases.entries()) seen[`${name} #${at + 1}`] = await observe(client, name, one)
    }
    return seen
  } finally {
    await client.close()
  }
}

async function observe(client: RoutedClient, name: string, one: DifferentialCase): Promise<Comparable> {
  const { args = {}, handlers, until, misfit } = one
  const from = Date.now()
  for (;;) {
    const whole = await client.call(name, args, handlers)
    const seen = comparable(misfit && whole.result ? { ...whole, result: isErrorOf(whole.result) } : whole)
    const done = until === undefined || seen.result?.includes(JSON.stringify(until)) === true
    if (done || Date.now() - from > UNTIL_MS) return seen
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Of an answer in somebody's own words: that it is an error. */
function isErrorOf({ isError }: Record<string, unknown>): Record<string, unknown> {
  return { isError }
}
