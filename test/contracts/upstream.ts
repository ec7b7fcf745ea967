import { afterEach, describe, expect, it } from 'vitest'
import type { Upstream, UpstreamEvent, UpstreamProgress } from '../../src/mcp/upstream/Upstream.js'
import { FIRST_NAMES, ODD_TOOL, RESOURCES } from '../fixtures/contractTools.mjs'

/** What differs between the drivers of Upstream and the transports under them. */
export interface UpstreamContract {
  /**
   * A new upstream with the key `one`, connected or not, to a new server with the tools of fixtures/contractTools.mjs,
   * and what ends that server after the test.
   */
  open(): Promise<{ upstream: Upstream; end?: () => Promise<void> }>
  /** Whether the upstream tells of changes and of its state by itself. Default true. */
  notifies?: boolean
}

const namesOf = (tools: readonly unknown[]) => tools.map((tool) => (tool as { name: string }).name)

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await condition()); waited += 20) {
    if (waited > 10_000) throw new Error('it never came true')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** What every driver of Upstream does. */
export function describeUpstream(name: string, contract: UpstreamContract): void {
  describe(`Upstream: ${name}`, () => {
    const opened: { upstream: Upstream; end?: () => Promise<void> }[] = []
    const open = async () => {
      const one = await contract.open()
      opened.push(one)
      return one.upstream
    }
    const textOf = (result: Record<string, unknown>) =>
      JSON.parse((result['content'] as { text: string }[])[0]!.text) as unknown
    const countsOf = async (upstream: Upstream) =>
      textOf(await upstream.callTool({ name: 'count' })) as { cancelled: number; calls: number }

    afterEach(async () => {
      for (const { upstream, end } of opened.splice(0)) {
        await upstream.close()
        await end?.()
      }
    })

    it('says its key, and that it is ready once it answered', async () => {
      const upstream = await open()
      await upstream.listTools()
      expect([upstream.key, upstream.state]).toEqual(['one', { status: 'ready' }])
    })

    it('lists every page as it came, unknown fields and key order included', async () => {
      const list = await (await open()).listTools()
      expect(namesOf(list.tools)).toEqual(FIRST_NAMES)
      expect(JSON.stringify(list.tools[1])).toBe(JSON.stringify(ODD_TOOL))
      expect(list.rejected).toEqual([])
      expect(list.rest['_meta']).toMatchObject({ 'vendor.example/page': 0 })
      expect(Object.keys(list.rest)).not.toContain('nextCursor')
    })

    it('gives the same list while nothing changed, asked anew or not, and another one after', async () => {
      const upstream = await open()
      const first = await upstream.listTools()
      expect(await upstream.listTools({ from: 'known' })).toBe(first)
      expect(await upstream.listTools({ from: 'anew' })).toBe(first)
      expect(await Promise.all([upstream.listTools(), upstream.listTools({ from: 'anew' })])).toEqual([
        first,
        first,
      ])
      await upstream.callTool({ name: 'grow' })
      const second = await upstream.listTools({ from: 'anew' })
      expect(namesOf(second.tools)).toEqual([...FIRST_NAMES, 'grown_7'])
      expect(await upstream.listTools({ from: 'anew' })).toBe(second)
      // What was handed out is not changed under who holds it.
      expect(namesOf(first.tools)).toEqual(FIRST_NAMES)
    })

    const tellsOfChanges = async () => {
      const upstream = await open()
      await upstream.listTools()
      const events: UpstreamEvent[] = []
      const stop = upstream.onEvent((event) => events.push(event))
      await upstream.callTool({ name: 'grow' })
      await until(() => events.some(({ type }) => type === 'tools'))
      expect(namesOf((await upstream.listTools()).tools)).toContain('grown_7')
      stop()
      const count = events.length
      await upstream.callTool({ name: 'grow' })
      await until(async () => namesOf((await upstream.listTools()).tools).includes('grown_8'))
      expect(events).toHaveLength(count)
    }
    const seesChanges = async () => {
      const upstream = await open()
      await upstream.listTools()
      await upstream.callTool({ name: 'grow' })
      expect(namesOf((await upstream.listTools({ from: 'anew' })).tools)).toContain('grown_7')
    }
    if (contract.notifies === false)
      it('sees a change when it is asked anew, though it tells of none', seesChanges)
    else it('tells that the list changed, and then lists anew', tellsOfChanges)

    it('calls a tool and gives its result as it came', async () => {
      const upstream = await open()
      const given = { message: 'hé', deep: { list: [1, null] } }
      const result = await upstream.callTool({
        name: 'echo',
        arguments: given,
        _meta: { 'vendor.example/tag': 't' },
      })
      expect(textOf(result)).toEqual(given)
      expect(result).toMatchObject({
        structuredContent: { given },
        _meta: { 'vendor.example/given': 't' },
      })
      expect(textOf(await upstream.callTool({ name: 'echo' }))).toBe(null)
      const definition = (await upstream.listTools()).tools[0]
      expect(textOf(await upstream.callTool({ name: 'echo', arguments: given }, { definition }))).toEqual(
        given,
      )
    })

    it("passes the server's own errors on: a result that is one, and a refusal", async () => {
      const upstream = await open()
      expect(await upstream.callTool({ name: 'fail' })).toMatchObject({ isError: true })
      await expect(upstream.callTool({ name: 'no_such_tool' })).rejects.toMatchObject({ code: -32602 })
      await expect(upstream.request('vendor.example/nothing')).rejects.toMatchObject({ code: -32601 })
      expect(upstream.state).toEqual({ status: 'ready' })
    })

    it('answers calls that run at the same time each with its own result', async () => {
      const upstream = await open()
      const messages = Array.from({ length: 20 }, (_, index) => `m${index}`)
      const results = await Promise.all(
        messages.map((message) => upstream.callTool({ name: 'echo', arguments: { message } })),
      )
      expect(results.map(textOf)).toEqual(messages.map((message) => ({ message })))
    })

    it('cancels at the server what is aborted, and sends nothing that was aborted before', async () => {
      const upstream = await open()
      await upstream.listTools()
      const controller = new AbortController()
      const call = upstream.callTool({ name: 'wait' }, { signal: controller.signal })
      await until(async () => (await countsOf(upstream)).calls > 1)
      const { calls } = await countsOf(upstream)
      controller.abort(new Error('enough'))
      await expect(call).rejects.toMatchObject({ code: 'aborted', cause: { message: 'enough' } })
      await until(async () => (await countsOf(upstream)).cancelled === 1)
      const before = await countsOf(upstream)
      expect(before.calls).toBeGreaterThan(calls)
      await expect(upstream.callTool({ name: 'echo' }, { signal: controller.signal })).rejects.toMatchObject({
        code: 'aborted',
      })
      await expect(upstream.listTools({ signal: controller.signal })).rejects.toMatchObject({
        code: 'aborted',
      })
      expect((await countsOf(upstream)).calls).toBe(before.calls + 1)
    })

    it('passes progress on where it is asked for', async () => {
      const upstream = await open()
      const seen: UpstreamProgress[] = []
      const onProgress = (progress: UpstreamProgress) => seen.push(progress)
      expect(textOf(await upstream.callTool({ name: 'steps' }, { onProgress }))).toEqual({ askedFor: true })
      expect(seen).toEqual([1, 2, 3].map((progress) => ({ progress, total: 3, message: `step ${progress}` })))
      expect(textOf(await upstream.callTool({ name: 'steps' }))).toEqual({ askedFor: false })
    })

    it('sends any other request', async () => {
      const result = await (await open()).request('resources/list', {})
      expect(result).toMatchObject({ resources: RESOURCES })
    })

    it('ends what is under way when it is closed, and refuses what comes later', async () => {
      const upstream = await open()
      await upstream.listTools()
      const states: unknown[] = []
      upstream.onEvent((event) => event.type === 'state' && states.push(event.state.status))
      const call = upstream.callTool({ name: 'wait' })
      const failure = expect(call).rejects.toMatchObject({ code: 'server-failed' })
      await Promise.all([upstream.close(), upstream.close()])
      await failure
      expect([upstream.state, states]).toEqual([
        { status: 'closed' },
        contract.notifies === false ? [] : ['closed'],
      ])
      for (const late of [
        () => upstream.listTools(),
        () => upstream.callTool({ name: 'echo' }),
        () => upstream.request('resources/list'),
      ]) {
        await expect(late()).rejects.toMatchObject({ code: 'server-failed' })
      }
    })
  })
}
