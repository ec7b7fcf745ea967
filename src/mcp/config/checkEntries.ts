import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import type { ServerEntry } from './ServerEntry.js'

const TRANSPORTS: Readonly<Record<ServerEntry['transport'], true>> = {
  stdio: true,
  http: true,
  sse: true,
  broken: true,
}

/**
 * Refuses what JavaScript lets through: a whole config, an object in place of the map, entries as hosts write them. Values
 * are not shown, because entries hold secrets.
 *
 * @throws CribError `option-invalid`
 */
export function checkEntries(caller: string, entries: ReadonlyMap<string, ServerEntry>): void {
  if (!(entries instanceof Map))
    throw refusal(`${caller} got ${shapeOf(entries)}, not a Map of entries by key`)
  for (const [key, entry] of entries as ReadonlyMap<string, unknown>) {
    if (hasTransport(entry)) continue
    throw refusal(
      `The entry ${showValue(key)} of ${caller} is ${shapeOf(entry)}, without a transport (${Object.keys(TRANSPORTS).join(', ')})`,
    )
  }
}

function hasTransport(entry: unknown): boolean {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'transport' in entry &&
    typeof entry.transport === 'string' &&
    Object.hasOwn(TRANSPORTS, entry.transport)
  )
}

function shapeOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  const keys = Object.keys(value)
  return keys.length === 0
    ? 'an object without keys'
    : `an object with the keys ${showValue(keys.join(', '))}`
}

function refusal(what: string): CribError {
  const message = `${what}. Give it parseServersConfig(text).servers.`
  return new CribError('option-invalid', message, { details: { option: 'entries', value: null } })
}
