import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it } from 'vitest'
import type { ServerEntry } from '../../../src/mcp/config/ServerEntry.js'
import type { ManagedUpstream } from '../../../src/mcp/upstream/ManagedUpstream.js'
import type { ManagedUpstreamOptions } from '../../../src/mcp/upstream/ManagedUpstreamOptions.js'
import { faultyServer } from '../fixtures.js'
import { manage } from './manage.js'

const opened: ManagedUpstream[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((upstream) => upstream.close()))
})

function open(entry: ServerEntry, options: Partial<ManagedUpstreamOptions> = {}): ManagedUpstream {
  const upstream = manage(entry, options)
  opened.push(upstream)
  return upstream
}

const namesOf = (tools: readonly unknown[]) => tools.map((tool) => (tool as { name: string }).name)
const works = async (upstream: ManagedUpstream) =>
  expect(await upstream.callTool({ name: 'fine' })).toMatchObject({ content: [{ type: 'text' }] })

describe('a call that goes wrong over stdio', () => {
  it('killed in a call: all that is under way ends at once with the reason, the other server is well', async () => {
    const [one, other] = [open(faultyServer('none')), open(faultyServer('none'))]
    await Promise.all([one.listTools(), other.listTools()])
    const hanging = one.callTool({ name: 'hang' })
    const began = performance.now()
    const ends = await Promise.allSettled([one.callTool({ name: 'die' }), hanging])
    expect(performance.now() - began).toBeLessThan(2000)
    for (const end of ends) {
      expect(end).toMatchObject({
        reason: { code: 'server-failed', details: { server: 'one', phase: 'call' } },
      })
      expect(String((end as PromiseRejectedResult).reason.message)).toBe(
        'Server "one" went away before it answered tools/call: it exited with code 7 (stderr: Error: the disk is full). It may have been done: repeat only what may run twice.',
      )
    }
    await works(other)
    // The call waits for the restart.
    await works(one)
  })

  it('hanging: ends at the limit of a call, not of a start, and is cancelled', async () => {
    const upstream = open(faultyServer('none'), { callTimeoutMs: 200 })
    await upstream.listTools()
    await expect(upstream.callTool({ name: 'hang' })).rejects.toMatchObject({
      code: 'server-failed',
      message: `Server "one" did not answer tools/call within 0.2 s. Raise the limit if it may take longer, else report this to the server's author.`,
    })
    expect(upstream.state).toEqual({ status: 'ready' })
    await works(upstream)
  })

  it('progress begins the limit anew, where it is asked for', async () => {
    const upstream = open(faultyServer('none'), { callTimeoutMs: 700 })
    await upstream.listTools()
    const seen: number[] = []
    const onProgress = ({ progress }: { progress: number }) => seen.push(progress)
    expect(await upstream.callTool({ name: 'slow' }, { onProgress })).toMatchObject({
      content: [{ text: 'slow' }],
    })
    expect(seen.length).toBeGreaterThan(5)
    await expect(upstream.callTool({ name: 'slow' })).rejects.toThrow(/within 0.7 s/)
  })

  it.each([
    [
      'badJson',
      /did not answer tools\/call within 0.3 s: 1 lines? on stdout .* was "\{"jsonrpc": "2.0", "id": 1, "result": oops\}"/,
    ],
    ['wrongId', /did not answer tools\/call within 0.3 s: messages that answer no request came \(1\)\./],
    ['noResult', /did not answer tools\/call within 0.3 s: messages that answer no request came \(1\)\./],
  ])('%s: says so, and the next call is answered', async (name, message) => {
    const upstream = open(faultyServer('none'), { callTimeoutMs: 300 })
    await upstream.listTools()
    const call = upstream.callTool({ name })
    await expect(call).rejects.toThrow(message)
    await expect(call).rejects.toMatchObject({ code: 'server-failed' })
    await works(upstream)
  })

  it('logs a line to stdout now and then: it is given up only for a hundred in a row', async () => {
    const upstream = open(faultyServer('none'))
    for (let times = 0; times < 150; times++) await upstream.callTool({ name: 'chat' })
    expect(upstream.state).toEqual({ status: 'ready' })
  })

  it('floods stderr with 100 MB: the call is answered and memory stays flat', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const upstream = open(faultyServer('none'))
    await upstream.listTools()
    const used = async () => {
      // Buffers outside the heap are let go a turn after what held them.
      for (let times = 0; times < 3; times++) {
        collect()
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      const { heapUsed, external } = process.memoryUsage()
      return heapUsed + external
    }
    const before = await used()
    expect(await upstream.callTool({ name: 'flood' })).toMatchObject({ content: [{ text: 'flooded' }] })
    expect((await used()) - before).toBeLessThan(16_000_000)
  })
})

describe('a list that goes wrong over stdio', () => {
  it('may have 20 MB', async () => {
    expect((await open(faultyServer('big')).listTools()).tools).toHaveLength(20)
  })

  it('keeps the good tools beside what is none', async () => {
    const { tools, rejected } = await open(faultyServer('badTools')).listTools()
    expect(namesOf(tools)).toEqual(['good_tool', 'other'])
    expect(rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4])
  })

  it('is empty where the server has no tools', async () => {
    expect(await open(faultyServer('noTools')).listTools()).toEqual({ tools: [], rejected: [], rest: {} })
  })

  it('that changes while it is read is read again, so that no page is of another version', async () => {
    const { tools } = await open(faultyServer('changing')).listTools()
    expect(namesOf(tools)).toEqual(['good_tool', 'of_version_2'])
  })

  it.each([
    ['notAList', /Server "one" did not list its tools: its answer to tools\/list has no array of tools\./],
    ['sameCursor', /Server "one" did not list its tools: The tool list sent the cursor "again" twice/],
  ])('%s: says whose it is', async (fault, message) => {
    const upstream = open(faultyServer(fault))
    const list = upstream.listTools()
    await expect(list).rejects.toThrow(message)
    await expect(list).rejects.toMatchObject({
      code: 'server-failed',
      details: { server: 'one', phase: 'list' },
    })
    await works(upstream)
  })

  it("passes the server's own refusal on", async () => {
    await expect(open(faultyServer('refuses')).listTools()).rejects.toMatchObject({ code: -32000 })
  })

  it('that never comes ends at the limit of a start', async () => {
    const upstream = open(faultyServer('hangInList'), { startTimeoutMs: 4000 })
    await expect(upstream.listTools()).rejects.toThrow(/did not answer tools\/list within [\d.]+ s/)
    await works(upstream)
  })
})
