import type { CliIo } from '../../src/cli/CliIo.js'
import { runCli } from '../../src/cli/runCli.js'

/** What one command line left behind. */
export interface CliResult {
  code: number
  stdout: string
  stderr: string
}

/** Files, streams and variables of one run; everything else is absent. */
export interface CliSetup {
  files?: Record<string, string>
  stdin?: string
  env?: Record<string, string>
  tty?: boolean
  columns?: number
  aborted?: boolean
  /** The time of day. Default: noon of a day in January 2026. */
  date?: string
  /** Files cannot be written; otherwise what is written lands in `files`. */
  readOnly?: boolean
}

/** Runs a command line in this process against files that exist in memory only. */
export async function runInProcess(argv: readonly string[], setup: CliSetup = {}): Promise<CliResult> {
  const written = { stdout: '', stderr: '' }
  const code = await runCli(argv, { io: testIo(written, setup), version: '1.2.3' })
  return { code, ...written }
}

/** An io over memory: what is written lands in `written`. The clock ticks 200 ms at each look. */
export function testIo(written: { stdout: string; stderr: string }, setup: CliSetup = {}): CliIo {
  const files = new Map(Object.entries(setup.files ?? {}))
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text
    },
    isTTY: setup.tty === true,
    columns: setup.columns ?? 80,
  })
  let time = 0
  return {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    readStdin: async () => setup.stdin ?? '',
    readFile: async (path) => {
      const text = files.get(path)
      if (text === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' })
      return text
    },
    readBytes: async function* (path) {
      const text = files.get(path)
      if (text === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' })
      const bytes = new TextEncoder().encode(text)
      for (let at = 0; at < bytes.length; at += 64) yield bytes.subarray(at, at + 64)
    },
    writeFile: async (path, text) => {
      if (setup.readOnly === true) throw Object.assign(new Error('read-only file system'), { code: 'EROFS' })
      files.set(path, text)
      if (setup.files !== undefined) setup.files[path] = text
    },
    env: setup.env ?? {},
    now: () => {
      time += 200
      return time
    },
    date: () => setup.date ?? '2026-01-31T12:00:00.000Z',
    signal: setup.aborted === true ? AbortSignal.abort() : new AbortController().signal,
  }
}

/** A small catalog in the format of a tools file: two servers, one name on both. */
export const TOOLS = [
  {
    id: 'pay/refund_payment',
    server: 'pay',
    name: 'refund_payment',
    description: 'Give a customer the money of a payment back.',
    inputSchema: {
      type: 'object',
      properties: { payment: { type: 'string', description: 'Id of the payment' } },
    },
  },
  { id: 'pay/list_payments', server: 'pay', name: 'list_payments', description: 'Show the latest payments.' },
  { id: 'pay/search', server: 'pay', name: 'search', description: 'Find customers by name or address.' },
  { id: 'mail/search', server: 'mail', name: 'search', description: 'Find messages in the mailbox.' },
  { id: 'mail/send', server: 'mail', name: 'send', description: 'Send an e-mail message to somebody.' },
]

/** The text of a JSONL file. */
export function jsonLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}
