import type { Client } from '@modelcontextprotocol/client'
import { expect, test, vi } from 'vitest'
import { doErrand } from '../../demo/host/doErrand.js'

const ERRAND = {
  task: 'read what a file says',
  arguments: { read_file: { path: 'a.txt' } },
  expects: /hello/,
}
const DEFINITION = 'files__read_file: {"name":"files__read_file","inputSchema":{"properties":{"path":{}}}}'

/** A gateway that answers each own tool with these texts in turn, the last one again and again. */
function gateway(answers: Record<string, string[]>) {
  const calls: { name: string; arguments: unknown }[] = []
  const callTool = async (call: { name: string; arguments: unknown }) => {
    calls.push(call)
    const texts = answers[call.name] ?? []
    const text = texts.length > 1 ? texts.shift()! : (texts[0] ?? '')
    return { content: [{ type: 'text', text }] }
  }
  return { client: { callTool } as unknown as Client, calls }
}

test('takes the first tool found that it knows how to use, and calls it by its mark', async () => {
  const { client, calls } = gateway({
    search_tools: ['web__fetch(url: string): Fetches.\nfiles__read_file(path: string): Reads. [read]'],
    describe_tools: [DEFINITION],
    call_read_tool: ['hello'],
  })
  expect(await doErrand(client, ERRAND)).toEqual({
    task: ERRAND.task,
    done: true,
    steps: [
      { tool: 'search_tools', says: 'web__fetch, files__read_file' },
      { tool: 'describe_tools', says: 'takes path' },
      { tool: 'call_read_tool', says: 'files__read_file answers hello' },
    ],
  })
  expect(calls.at(-1)!.arguments).toEqual({ name: 'files__read_file', arguments: { path: 'a.txt' } })
})

test('what may change things is called apart, and an answer that does not fit is no success', async () => {
  const { client } = gateway({
    search_tools: ['files__read_file(path: string): Reads. [says: destructive]'],
    describe_tools: [DEFINITION],
    call_tool: ['no such file'],
  })
  const { steps, done } = await doErrand(client, ERRAND)
  expect([steps.at(-1)!.tool, done]).toEqual(['call_tool', false])
})

test('searches again while servers are starting, and not when nothing is', async () => {
  vi.useFakeTimers()
  try {
    const later = gateway({
      search_tools: [
        'nothing_fits\nServers that are not available now: files (it is starting).',
        'files__read_file(path: string)',
      ],
      describe_tools: [DEFINITION],
      call_tool: ['hello'],
    })
    const run = doErrand(later.client, ERRAND)
    await vi.runAllTimersAsync()
    expect((await run).done).toBe(true)
    const never = gateway({ search_tools: ['nothing_fits'] })
    expect(await doErrand(never.client, ERRAND)).toMatchObject({
      done: false,
      steps: [{ tool: 'search_tools', says: 'found nothing' }],
    })
    expect(never.calls).toHaveLength(1)
  } finally {
    vi.useRealTimers()
  }
})
