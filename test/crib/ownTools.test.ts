import { beforeAll, describe, expect, it } from 'vitest'
import type { Crib } from '../../src/crib/Crib.js'
import { createCrib } from '../../src/crib/createCrib.js'
import { createSessionState } from '../../src/session/SessionState.js'
import { loadTokenCounter } from '../../src/tokens/loadTokenCounter.js'
import { sources, tool } from './sources.js'

const OWN = [tool('zz_ask_user', 'Asks the user.'), tool('search_tools', 'Finds tools of the host.')]
let crib: Crib

beforeAll(async () => {
  crib = await createCrib({ sources })
})

const names = (tools: readonly { name: string }[]) => tools.map(({ name }) => name)

describe("definitions of the host's own", () => {
  it('stand first, as they were given, and are paid by the same budget', async () => {
    const { tools, tokens, items, search } = await crib.select('refund the last charge', {
      own: OWN,
      maxTokens: 400,
    })
    const counter = await loadTokenCounter('o200k_base')
    expect(tools.slice(0, 2)).toEqual(OWN)
    expect(tokens.after).toBe(counter.count(JSON.stringify(tools)))
    expect(tokens.after).toBeLessThanOrEqual(400)
    expect(names(tools)).toContain('payments__create_refund')
    expect(items.map(({ wireName }) => wireName)).not.toContain('zz_ask_user')
    // The search tool of the selection gives way to the one that the host brought.
    expect(search?.name).toBe('search_tools_2')
  })

  it('count as tools', async () => {
    const { tools } = await crib.select('refund the last charge', { own: OWN, maxTools: 3, search: 'off' })
    expect(names(tools)).toEqual(['zz_ask_user', 'search_tools', 'payments__create_refund'])
  })

  it('stay at the head of a session', async () => {
    const first = await crib.select('refund the last charge', { own: OWN, session: createSessionState() })
    const session = first.session?.state
    const second = await crib.select('send a message to Ana', { own: OWN, session })
    expect(second.tools.slice(0, first.tools.length)).toEqual(first.tools)
    expect(second.session?.break).toBeNull()
    // What the session carries is what it handed out, not what the host brings anew each turn.
    expect(names(session!.entries.map(({ wireName }) => ({ name: wireName })))).not.toContain('zz_ask_user')
  })

  it.each([{ maxTokens: 20 }, { maxTools: 1 }])('are an error where they exceed %j alone', async (limits) => {
    await expect(crib.select('refund', { own: OWN, search: 'off', ...limits })).rejects.toMatchObject({
      code: 'pins-over-budget',
      message: expect.stringContaining('`own`; of a wrapped client'),
    })
  })

  it.each([
    ['another own one', [OWN[0]!, OWN[0]!]],
    ['a tool of the catalog', [tool('payments__create_refund', 'Mine.')]],
  ])('cannot have the name of %s', async (_, own) => {
    await expect(crib.select('refund', { own })).rejects.toMatchObject({
      code: 'option-invalid',
      details: { option: 'own', value: own[0]!.name },
    })
  })
})
