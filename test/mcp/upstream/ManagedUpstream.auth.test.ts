import { afterEach, describe, expect, it } from 'vitest'
import { legacySse } from './contractServers.js'
import { manage } from './manage.js'
import { type ProtectedServerOptions, protectedServer, provider } from './protectedServer.js'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function guarded(options?: ProtectedServerOptions) {
  const server = await protectedServer(options)
  ends.push(server.end)
  return server
}

describe('a server that wants credentials', () => {
  it('asks for the code of the redirect, and for another where a call wants more; the call is done once', async () => {
    const { url, origin, seen } = await guarded()
    const redirects: URL[] = []
    const upstream = manage({ transport: 'http', url }, { auth: provider(origin, redirects) })
    ends.unshift(() => upstream.close())
    expect((await upstream.listTools()).tools.length).toBeGreaterThan(0)
    expect(seen.codes).toEqual(['code-list'])
    expect(await upstream.callTool({ name: 'echo' })).toMatchObject({ structuredContent: { given: null } })
    expect([redirects.length, seen.codes, seen.calls]).toEqual([2, ['code-list', 'code-list-call'], 1])
  })

  it.each(['http', 'sse'] as const)('without a way to a code it fails at once: %s', async (transport) => {
    const { url, origin } = await guarded()
    const states: string[] = []
    const { authorizationCode: _, ...noCode } = provider(origin, [])
    const upstream = manage({ transport, url }, { auth: noCode })
    ends.unshift(() => upstream.close())
    upstream.onEvent((event) => event.type === 'state' && states.push(event.state.status))
    await expect(upstream.listTools()).rejects.toMatchObject({ code: 'server-failed' })
    const plain = manage({ transport, url })
    ends.unshift(() => plain.close())
    await expect(plain.listTools()).rejects.toThrow(/did not start: .*401.*Check its url and headers/)
    expect(states).toEqual(['starting', 'failed'])
  })

  it.each(['http', 'sse'] as const)('takes a token of its own source: %s', async (transport) => {
    const seen: unknown[] = []
    const server = transport === 'http' ? await guarded() : await legacySse()
    if (transport === 'sse') ends.push(server.end)
    const url = 'url' in server ? server.url : `${server.origin}/`
    const auth = {
      token: async () => {
        seen.push('asked')
        return 'token-of-list-call'
      },
    }
    const upstream = manage({ transport, url }, { auth })
    ends.unshift(() => upstream.close())
    expect((await upstream.listTools()).tools.length).toBeGreaterThan(0)
    expect(seen.length).toBeGreaterThan(0)
  })
})

describe('credentials that are not given', () => {
  const refuse = (): Promise<URLSearchParams> => Promise.reject(new Error('the user said no'))
  const makeUp = async (): Promise<URLSearchParams> => new URLSearchParams({ code: 'x' })

  it.each([
    ['the user refuses', {}, { authorizationCode: refuse }, /no code was given: the user said no/],
    ['the code does not do', {}, { authorizationCode: makeUp }, /the code was not accepted/],
    ['the resource is another', { resource: 'http://other.invalid/mcp' }, {}, /does not match/],
  ])('end a start at once, without another try: %s', async (_, faults, given, why) => {
    const { url, origin, seen } = await guarded(faults)
    const [states, redirects]: [string[], URL[]] = [[], []]
    const upstream = manage(
      { transport: 'http', url },
      { auth: { ...provider(origin, redirects), ...given } },
    )
    ends.unshift(() => upstream.close())
    upstream.onEvent((event) => event.type === 'state' && states.push(event.state.status))
    await expect(upstream.listTools()).rejects.toMatchObject({
      code: 'server-failed',
      message: expect.stringMatching(why),
    })
    expect(states).toEqual(['starting', 'failed'])
    expect([redirects.length <= 1, seen.calls]).toEqual([true, 0])
  })

  it('end a call with a coded error, whatever is thrown', async () => {
    const { url, origin, seen } = await guarded()
    const auth = provider(origin)
    const upstream = manage({ transport: 'http', url }, { auth })
    ends.unshift(() => upstream.close())
    await upstream.listTools()
    auth.authorizationCode = refuse
    await expect(upstream.callTool({ name: 'echo' })).rejects.toMatchObject({
      code: 'server-failed',
      message: expect.stringMatching(
        /other credentials for tools\/call: no code was given: the user said no/,
      ),
    })
    auth.authorizationCode = async () =>
      new URLSearchParams({ code: 'code-list-call', iss: 'http://other.invalid' })
    await expect(upstream.callTool({ name: 'echo' })).rejects.toMatchObject({ code: 'server-failed' })
    expect([seen.calls, upstream.state.status]).toEqual([0, 'ready'])
  })

  it('are asked for twice in a call, and no more', async () => {
    const { url, origin } = await guarded({ never: true })
    const redirects: URL[] = []
    const auth = provider(origin, redirects)
    const upstream = manage({ transport: 'http', url }, { auth })
    ends.unshift(() => upstream.close())
    await upstream.listTools()
    const { authorizationCode: give } = provider(origin, redirects)
    let asked = 0
    auth.authorizationCode = async (): Promise<URLSearchParams> => {
      asked++
      return await give()
    }
    await expect(upstream.callTool({ name: 'echo' })).rejects.toMatchObject({ code: 'server-failed' })
    expect(asked).toBe(2)
  })

  it('are not waited for where nobody was sent for a code', async () => {
    const { url, seen } = await guarded()
    const auth = {
      token: async () => 'token-of-list',
      authorizationCode: () => new Promise<string>(() => {}),
    }
    const upstream = manage({ transport: 'http', url }, { auth })
    ends.unshift(() => upstream.close())
    await upstream.listTools()
    await expect(upstream.callTool({ name: 'echo' })).rejects.toMatchObject({ code: 'server-failed' })
    expect(seen.calls).toBe(0)
  })

  it('are asked for once by calls that run at the same time, and end with the upstream', async () => {
    const { url, origin, seen } = await guarded()
    const auth = provider(origin)
    const upstream = manage({ transport: 'http', url }, { auth })
    ends.unshift(() => upstream.close())
    await upstream.listTools()
    let asked = 0
    auth.authorizationCode = () => {
      asked++
      return new Promise(() => {})
    }
    const [one, other] = [new AbortController(), new AbortController()]
    const call = (signal?: AbortSignal) => upstream.callTool({ name: 'echo' }, { signal })
    const calls = Promise.allSettled([call(one.signal), call(other.signal), call()])
    await new Promise((resolve) => setTimeout(resolve, 300))
    one.abort()
    await new Promise((resolve) => setTimeout(resolve, 20))
    await upstream.close()
    const reasons = (await calls).map((each) => (each as PromiseRejectedResult).reason.code)
    expect(reasons).toEqual(['aborted', 'server-failed', 'server-failed'])
    expect([asked, seen.calls]).toEqual([1, 0])
  })
})
