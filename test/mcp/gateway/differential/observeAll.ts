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
  const { args = {}, handlers, until } = one
  const from = Date.now()
  for (;;) {
    const seen = comparable(await client.call(name, args, handlers))
    const done = until === undefined || seen.result?.includes(JSON.stringify(until)) === true
    if (done || Date.now() - from > UNTIL_MS) return seen
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
