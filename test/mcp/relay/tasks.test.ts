import { fileURLToPath } from 'node:url'
import { Server } from '@modelcontextprotocol/server'
import { afterEach, describe, expect, it } from 'vitest'
import { createRelay } from '../../../src/mcp/relay/createRelay.js'
import { RELAYED_CAPABILITIES } from '../../../src/mcp/relay/RELAYED_CAPABILITIES.js'
import type { ManagedUpstream } from '../../../src/mcp/upstream/ManagedUpstream.js'
import type { ManagedUpstreamOptions } from '../../../src/mcp/upstream/ManagedUpstreamOptions.js'
import { serveTaskTools, TASK_CAPABILITIES, WORK_RESULT } from '../../fixtures/taskTools.mjs'
import { listenHttp, viaFetch } from '../upstream/contractServers.js'
import { manage, until } from '../upstream/manage.js'
import { legacySessions } from './relayServers.js'
import { elicited, openClient } from './rig.js'
import { answerOf, type Gate, type TestClient } from './testGateway.js'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

type Raw = Record<string, unknown>

/** An upstream of test/fixtures/taskTools.mjs, whose list is known. */
async function taskUpstream(
  transport: 'stdio' | 'http',
  how: { args?: string[]; options?: Partial<ManagedUpstreamOptions> } = {},
): Promise<ManagedUpstream> {
  const { args = [], options = { capabilities: RELAYED_CAPABILITIES, relay: {} } } = how
  const upstream = transport === 'stdio' ? overStdio(args, options) : await overHttp(options)
  ends.push(() => upstream.close())
  await upstream.listTools()
  return upstream
}

function overStdio(args: string[], options: Partial<ManagedUpstreamOptions>): ManagedUpstream {
  const file = fileURLToPath(new URL('../../fixtures/taskServer.mjs', import.meta.url))
  return manage({ transport: 'stdio', command: process.execPath, args: [file, ...args] }, options)
}

async function overHttp(options: Partial<ManagedUpstreamOptions>): Promise<ManagedUpstream> {
  const info = { name: 'tasks', version: '1' }
  const handle = legacySessions(() => serveTaskTools(new Server(info, { capabilities: TASK_CAPABILITIES })))
  const { origin, end } = await listenHttp((request, response) => viaFetch(handle, { request, response }))
  ends.push(end)
  return manage({ transport: 'http', url: `${origin}/` }, options)
}

async function gateTo(...given: Parameters<typeof taskUpstream>): Promise<Gate> {
  return { relay: createRelay(), upstream: await taskUpstream(...given), context: 'ana' }
}

const seenBy = async ({ upstream }: Gate) =>
  answerOf(await upstream.callTool({ name: 'seen' })) as { method: string; name?: string; task?: Raw }[]
const methodsOf = (seen: { method: string }[]) => seen.map(({ method }) => method)
const progressOf = ({ seen }: TestClient) =>
  seen.filter(({ method }) => method === 'notifications/progress').map(({ params }) => params)

const WORLDS = (['legacy', 'modern'] as const).flatMap((era) =>
  (['stdio', 'http'] as const).map((transport) => [era, transport] as const),
)

describe.each(WORLDS)(
  'for a client of the %s era, over %s, a tool that runs as a task only',
  (era, transport) => {
    it('is run to its end, as if it were any other', async () => {
      const gate = await gateTo(transport)
      const client = await openClient(gate, { era })
      const { _meta, ...rest } = await client.call('work')
      expect(rest).toEqual({ content: WORK_RESULT['content'], 'x-unknown': 'kept' })
      expect(_meta).toMatchObject({ 'vendor.example/kept': true })
      expect(JSON.stringify(_meta)).not.toContain('related-task')
      const seen = await seenBy(gate)
      expect(methodsOf(seen)).toEqual(['tools/call', 'tasks/get', 'tasks/get', 'tasks/get', 'tasks/result'])
      expect(seen[0]!.task).toEqual({ ttl: 86_400_000 })
      expect(gate.upstream.isBusy).toBe(false)
      expect(await client.call('now')).toMatchObject({ content: [{ text: '"at once"' }] })
    })

    it('tells what its server says of it as progress, until the server counts by itself', async () => {
      const client = await openClient(await gateTo(transport), { era })
      await client.call('work', {}, { _meta: { progressToken: 'mine' } })
      expect(progressOf(client)).toEqual([
        { progressToken: 'mine', progress: 1, message: 'step 1' },
        { progressToken: 'mine', progress: 2, message: 'step 2' },
      ])
      client.seen.length = 0
      await client.call('count', {}, { _meta: { progressToken: 'mine' } })
      expect(progressOf(client)).toEqual(
        [10, 20, 30].map((progress) => ({ progressToken: 'mine', progress })),
      )
    })

    it.each(['ask', 'butt'])('has its client asked by %s, who knows of no task', async (name) => {
      const asked: Raw[] = []
      const prepare: Parameters<typeof openClient>[1]['prepare'] = (client) =>
        client.setRequestHandler('elicitation/create', ({ params }) => {
          asked.push(params as Raw)
          return { action: 'accept', content: { answer: 'this' } }
        })
      const gate = await gateTo(transport)
      const client = await openClient(gate, { era, prepare })
      const _meta = { progressToken: 'mine' }
      expect(answerOf(await client.call(name, {}, { _meta }))).toEqual({
        action: 'accept',
        content: { answer: 'this' },
      })
      expect(asked).toHaveLength(1)
      if (name === 'ask')
        expect(progressOf(client)).toEqual([
          { progressToken: 'mine', progress: 1, message: 'asks' },
          { progressToken: 'mine', progress: 2, message: 'still asks' },
        ])
      expect(JSON.stringify([asked, client.seen])).not.toContain('related-task')
      expect(client.seen.filter(({ method }) => method.includes('tasks'))).toEqual([])
      // A client of 2026 named no level of logs.
      if (name === 'ask' && era === 'legacy')
        expect(client.seen).toContainEqual({
          method: 'notifications/message',
          params: { level: 'info', data: 'asking' },
        })
    })

    it('is looked at when its server tells of it, which the client does not hear', async () => {
      const client = await openClient(await gateTo(transport), { era })
      expect(await client.call('tell')).toMatchObject({ 'x-unknown': 'kept' })
      expect(client.seen.filter(({ method }) => method.includes('tasks'))).toEqual([])
    })

    it('is cancelled with the call', async () => {
      const gate = await gateTo(transport)
      const client = await openClient(gate, { era })
      for (const name of ['hang', 'slow']) {
        const stop = new AbortController()
        const call = client.call(name, {}, { signal: stop.signal })
        const failed = expect(call).rejects.toThrow()
        await new Promise((resolve) => setTimeout(resolve, 150))
        stop.abort()
        await failed
        let seen: string[] = []
        await until(async () => {
          seen = [...seen, ...methodsOf(await seenBy(gate))]
          return seen.includes('tasks/cancel')
        })
        expect(seen.filter((method) => method === 'tools/call')).toHaveLength(1)
      }
    })

    it.each([
      ['fail', { code: -32602, message: expect.stringMatching(/No result: the disk is full$/) }],
      ['refuse', { data: { code: 'server-failed' }, message: expect.stringContaining('closed on Mondays') }],
    ])('that ends badly is an error that says why: %s', async (name, expected) => {
      const gate = await gateTo(transport)
      const client = await openClient(gate, { era })
      await expect(client.call(name)).rejects.toMatchObject(expected)
      expect(methodsOf(await seenBy(gate))).not.toContain('tasks/cancel')
      expect(await client.call('broken')).toMatchObject({ isError: true, content: [{ text: '"it broke"' }] })
    })
  },
)

describe('a server that runs tasks', () => {
  it('and goes away meanwhile is a clear error; the next call meets another', async () => {
    const client = await openClient(await gateTo('stdio'), { era: 'legacy' })
    await expect(client.call('crash')).rejects.toMatchObject({
      data: { code: 'server-failed', server: 'one' },
      message: expect.stringMatching(
        /ran a task, of which nobody knows whether it was done: it exited with code/,
      ),
    })
    await expect(client.call('die')).rejects.toMatchObject({ message: expect.stringContaining('ran a task') })
    expect(await client.call('work')).toMatchObject({ 'x-unknown': 'kept' })
  })

  it('and cannot cancel them is not asked to', async () => {
    const gate = await gateTo('stdio', { args: ['endless'] })
    const client = await openClient(gate, { era: 'legacy' })
    const stop = AbortSignal.timeout(150)
    await expect(client.call('hang', {}, { signal: stop })).rejects.toThrow()
    await new Promise((resolve) => setTimeout(resolve, 250))
    expect(methodsOf(await seenBy(gate))).not.toContain('tasks/cancel')
  })

  it('but does not say so is sent the call as it is', async () => {
    const client = await openClient(await gateTo('stdio', { args: ['undeclared'] }), { era: 'legacy' })
    await expect(client.call('work')).rejects.toMatchObject({
      code: -32601,
      message: expect.stringContaining('Only as a task'),
    })
  })

  it('knows which client it asks though several wait for it at the same time', async () => {
    const gate = await gateTo('stdio')
    const open = async (who: string) => {
      const { prepare } = elicited(() => who)
      return await openClient({ ...gate, context: who }, { era: 'legacy', prepare })
    }
    const [ana, ben] = [await open('ana'), await open('ben')]
    const answers = await Promise.all([ana.call('ask'), ben.call('butt'), ana.call('butt'), ben.call('ask')])
    expect(answers.map((answer) => (answerOf(answer) as { content: Raw }).content['answer'])).toEqual([
      'ana',
      'ben',
      'ana',
      'ben',
    ])
  })

  it('is used the same way without a gateway', async () => {
    const upstream = await taskUpstream('stdio', { options: {} })
    const progress: unknown[] = []
    const result = await upstream.callTool({ name: 'work' }, { onProgress: (one) => progress.push(one) })
    expect(result).toEqual(WORK_RESULT)
    expect(progress).toHaveLength(2)
  })

  it('is left to who brings a task of its own', async () => {
    const upstream = await taskUpstream('stdio')
    const call = { name: 'work', task: { ttl: 1_000 } }
    expect(await upstream.callTool(call)).toMatchObject({ task: { status: 'working' } })
  })
})
