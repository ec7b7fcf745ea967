import { Client, InMemoryTransport } from '@modelcontextprotocol/client'
import { Server } from '@modelcontextprotocol/server'
import { wrapClient } from 'toolcrib/mcp'
import { Draw } from '../attacks/Draw.js'
import type { Progress } from '../report/createProgress.js'

/** How much is done. */
export interface ShadowSize {
  /** Tools of the server, 64 or more. */
  tools: number
  /** Turns of each client: a list and a call. */
  turns: number
}

/** Milliseconds of one step, median and 95th percentile. */
export interface ShadowTime {
  p50: number
  p95: number
}

/** What a host waits for, with its client alone and with the same client in shadow mode. */
export interface ShadowFigures extends ShadowSize {
  plain: { list: ShadowTime; call: ShadowTime; turn: ShadowTime }
  shadow: { list: ShadowTime; call: ShadowTime; turn: ShadowTime }
  /** Turns that were logged with a list: all but those that warmed up. */
  logged: number
}

const VERBS = ['list', 'create', 'delete', 'rename', 'archive', 'share', 'find', 'copy'] as const
const THINGS = ['invoice', 'customer', 'ticket', 'photo', 'meeting', 'branch', 'server', 'playlist'] as const

/** Turns before those that count: the first loads the model and indexes every tool. */
const WARM_UP = 50

/** What the host does in a turn. */
interface Host {
  list: (task: string) => Promise<unknown>
  call: (name: string) => Promise<unknown>
  close: () => Promise<void>
}

/** Times lists and calls of one client over one server in this process, with and without shadow mode, in turns. */
export async function shadowSuite({ tools, turns }: ShadowSize, progress: Progress): Promise<ShadowFigures> {
  let logged = 0
  const hosts = {
    plain: await plainHost(tools),
    shadow: await shadowHost(tools, (chosen) => (logged += chosen ? 1 : 0)),
  }
  const times = { plain: [] as [number, number][], shadow: [] as [number, number][] }
  const draw = new Draw(1)
  for (let at = -WARM_UP; at < turns; at += 1) {
    const task = `${draw.of(VERBS)} the ${draw.of(THINGS)} number ${at}`
    // Who goes first changes, so that a slow moment hits both.
    for (const name of at % 2 === 0 ? (['plain', 'shadow'] as const) : (['shadow', 'plain'] as const)) {
      const host = hosts[name]
      const time: [number, number] = [
        await timed(() => host.list(task)),
        await timed(() => host.call('list_invoice_0')),
      ]
      if (at >= 0) times[name].push(time)
      // What goes on behind the host's back must not fall on the other host.
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    progress.update(Math.max(0, at + 1) / turns)
  }
  await hosts.plain.close()
  await hosts.shadow.close()
  progress.end()
  return {
    tools,
    turns,
    plain: summaryOf(times.plain),
    shadow: summaryOf(times.shadow),
    logged: logged - WARM_UP,
  }
}

async function plainHost(tools: number): Promise<Host> {
  const client = await connected(tools)
  return {
    list: () => client.listTools(),
    call: (name) => client.callTool({ name, arguments: {} }),
    close: () => client.close(),
  }
}

async function shadowHost(tools: number, onTurn: (chosen: boolean) => void): Promise<Host> {
  const shadow = { log: ({ chosen }: { chosen: readonly string[] | null }) => onTurn(chosen !== null) }
  const client = wrapClient(await connected(tools), { maxTokens: 4000, mode: 'shadow', shadow })
  return {
    list: (task) => client.listTools({ task }),
    call: (name) => client.callTool({ name, arguments: {} }),
    close: () => client.close(),
  }
}

async function connected(tools: number): Promise<Client> {
  const server = new Server({ name: 'bench', version: '1' }, { capabilities: { tools: {} } })
  const definitions = Array.from({ length: tools }, (_, at) => definition(at))
  server.setRequestHandler('tools/list', () => ({ tools: definitions }))
  server.setRequestHandler('tools/call', () => ({ content: [{ type: 'text' as const, text: 'done' }] }))
  const [near, far] = InMemoryTransport.createLinkedPair()
  await server.connect(far)
  const client = new Client({ name: 'bench', version: '1' })
  await client.connect(near)
  return client
}

function definition(at: number) {
  const verb = VERBS[at % VERBS.length]!
  const thing = THINGS[Math.floor(at / VERBS.length) % THINGS.length]!
  return {
    name: `${verb}_${thing}_${Math.floor(at / (VERBS.length * THINGS.length))}`,
    description: `${verb} one ${thing} of the account, release ${at}.`,
    inputSchema: { type: 'object' as const, properties: { id: { type: 'string' as const } } },
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

function summaryOf(times: readonly (readonly [list: number, call: number])[]): ShadowFigures['plain'] {
  return {
    list: timeOf(times.map(([list]) => list)),
    call: timeOf(times.map(([, call]) => call)),
    turn: timeOf(times.map(([list, call]) => list + call)),
  }
}

function timeOf(values: readonly number[]): ShadowTime {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}
