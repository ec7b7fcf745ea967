import { describe, expect, it } from 'vitest'
import { judgeTools } from '../../src/trust/judgeTools.js'
import { createTrustState, type TrustState } from '../../src/trust/TrustState.js'
import type { TrustStore } from '../../src/trust/TrustStore.js'

const NOW = '2026-01-01T00:00:00.000Z'

/** The change by which server `server` lists a tool of that name besides those it has. */
export function adding(server: string, name: string) {
  return (state: TrustState) => judgeTools(state, { server, tools: [{ name }], now: NOW })
}

/** Names of all tools of a state, as `server/name`. */
export function namesIn({ servers }: TrustState): string[] {
  return servers.flatMap(({ key, tools }) => tools.map(({ name }) => `${key}/${name}`))
}

/** What every driver of TrustStore does. `create` gives an empty one. */
export function describeTrustStore(name: string, create: () => TrustStore): void {
  describe(`TrustStore: ${name}`, () => {
    it('begins with a state that knows no server', async () => {
      expect(await create().read()).toEqual(createTrustState())
    })

    it('keeps what an update gives, and resolves to it', async () => {
      const store = create()
      const outcome = await store.update(adding('s', '__proto__'))
      expect(outcome.allowed).toEqual([{ name: '__proto__' }])
      // The very object: who kept it need not judge anew what nobody changed.
      expect(await store.read()).toBe(outcome.state)
      expect(namesIn(outcome.state)).toEqual(['s/__proto__'])
    })

    it('gives the same state until it changes, and keeps it where an update changes nothing', async () => {
      const store = create()
      await store.update(adding('s', 'a'))
      const state = await store.read()
      expect(await store.read()).toBe(state)
      expect((await store.update(adding('s', 'a'))).state).toBe(state)
      expect(await store.read()).toBe(state)
    })

    it('keeps nothing of an update that throws, and goes on', async () => {
      const store = create()
      await store.update(adding('s', 'a'))
      const failing = store.update(() => {
        throw new RangeError('no')
      })
      await expect(failing).rejects.toThrow(RangeError)
      await store.update(adding('s', 'b'))
      expect(namesIn(await store.read())).toEqual(['s/a', 's/b'])
    })

    it('loses none of many updates at once', async () => {
      const store = create()
      const names = Array.from({ length: 25 }, (_, at) => `t${10 + at}`)
      await Promise.all(names.map((tool) => store.update(adding('s', tool))))
      expect(namesIn(await store.read())).toEqual(names.map((tool) => `s/${tool}`))
    })
  })
}
