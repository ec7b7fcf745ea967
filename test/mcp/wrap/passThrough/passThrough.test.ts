import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Client as ClientV2 } from '@modelcontextprotocol/client'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { describe, expect, it } from 'vitest'
import { wrapClient } from '../../../../src/mcp/wrap/wrapClient.js'
import { openLegacyWorld } from './legacyWorld.js'
import { openModernWorld } from './modernWorld.js'
import { membersOf, type PassRow, type World } from './PassRow.js'
import { createV1, ROWS_V1 } from './rowsV1.js'
import { createModernV2, createV2, ROWS_MODERN, ROWS_V2 } from './rowsV2.js'

/** Either client, as loosely as the rows are told apart here. */
type AnyRow = PassRow<never, never>
interface Side {
  name: string
  type: new (info: { name: string; version: string }) => object
  create: () => object
  open: () => Promise<World & { connect(client: never): Promise<void> }>
  rows: Readonly<Record<string, AnyRow>>
}

const V1: Side = { name: 'v1', type: ClientV1, create: createV1, open: openLegacyWorld, rows: ROWS_V1 }
const V2: Side = { name: 'v2', type: ClientV2, create: createV2, open: openLegacyWorld, rows: ROWS_V2 }
const MODERN: Side = {
  name: 'v2 in the protocol of 2026',
  type: ClientV2,
  create: createModernV2,
  open: openModernWorld,
  rows: ROWS_MODERN,
}

type Used = (client: never, world: never) => unknown

const useOf = (row: AnyRow): Used | undefined => {
  if (typeof row === 'function') return row
  return typeof row === 'object' && 'unconnected' in row ? row.unconnected : undefined
}

/** Uses one member in a fresh world: what came of it, and every message that the client sent. */
async function outcome(side: Side, row: AnyRow, wrap: (client: object) => object) {
  const world = await side.open()
  const client = wrap(side.create())
  if (typeof row === 'function') await world.connect(client as never)
  const result = await useOf(row)!(client as never, world as never)
  const { sent } = world
  await world.close()
  return { result, sent: [...sent] }
}

const wrapped = (client: object): object => wrapClient(client as never)

describe.each([V1, V2, MODERN])('through the wrapper around a client of SDK $name', (side) => {
  const used = Object.entries(side.rows).filter(([, row]) => useOf(row) !== undefined)

  it.each(used)('%s does what it does on the client itself', async (_, row) => {
    const direct = await outcome(side, row, (client) => client)
    expect(direct.result).toBeDefined()
    expect(direct.sent.length).toBeGreaterThan(0)
    expect(await outcome(side, row, wrapped)).toEqual(direct)
  })
})

describe.each([
  { name: 'v1', type: ClientV1, rows: ROWS_V1 as Side['rows'] },
  { name: 'v2', type: ClientV2, rows: { ...ROWS_V2, ...ROWS_MODERN } as Side['rows'] },
])('the table of SDK $name', ({ type, rows }) => {
  const members = membersOf(type as never)
  const own = Object.entries(rows).flatMap(([name, row]) =>
    typeof row === 'object' && 'testedIn' in row ? [{ name, file: row.testedIn }] : [],
  )

  it('has a row for every member that the prototypes have', () => {
    expect(members.filter((name) => !Object.hasOwn(rows, name))).toEqual([])
    const assigned = Object.keys(new type({ name: 'test', version: '1' })).filter(
      (name) => !name.startsWith('_'),
    )
    expect(assigned.filter((name) => !Object.hasOwn(rows, name))).toEqual([])
  })

  it('has no row for what is neither there nor assigned by users', () => {
    const assignable = ['onclose', 'onerror', 'fallbackRequestHandler', 'fallbackNotificationHandler']
    expect(Object.keys(rows).filter((name) => ![...members, ...assignable].includes(name))).toEqual([])
  })

  it('names three that the wrapper answers itself, and where they are tested', () => {
    expect(own.map(({ name }) => name).sort()).toEqual(['callTool', 'close', 'listTools'])
    for (const { name, file } of own) {
      const text = readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8')
      expect(text).toContain(`.${name}(`)
    }
  })

  it('reaches every other member on the client itself, with all that it was given', () => {
    class Probe extends (type as new (info: object) => object) {}
    const probe = new Probe({ name: 'test', version: '1' })
    // After the constructor, which uses some of them.
    const names = members.filter((name) => !own.some((entry) => entry.name === name))
    const accessors = names.filter((name) => typeof Reflect.get(type.prototype, name, probe) !== 'function')
    for (const name of names) {
      const value = function (this: unknown, ...given: unknown[]) {
        return { self: this, given }
      }
      Object.defineProperty(
        Probe.prototype,
        name,
        accessors.includes(name) ? { get: value, configurable: true } : { value, configurable: true },
      )
    }
    const client = wrapped(probe)
    const given = [{}, 'two', undefined, 4]
    for (const name of names) {
      const member: unknown = Reflect.get(client, name)
      const reached = accessors.includes(name)
        ? member
        : (member as (...input: unknown[]) => unknown)(...given)
      expect((reached as { self: unknown }).self, name).toBe(probe)
      if (!accessors.includes(name)) expect((reached as { given: unknown[] }).given).toEqual(given)
    }
    expect(accessors.length).toBeGreaterThan(0)
  })
})

it('is taken where a client of its SDK is asked for, by the compiler and by instanceof', () => {
  const v1: ClientV1 = wrapClient(createV1())
  const v2: ClientV2 = wrapClient(createV2())
  expect(v1).toBeInstanceOf(ClientV1)
  expect(v2).toBeInstanceOf(ClientV2)
})
