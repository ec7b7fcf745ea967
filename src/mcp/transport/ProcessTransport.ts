import { type ChildProcess, spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client'
import { getDefaultEnvironment } from '@modelcontextprotocol/client/stdio'
import type { StdioEntry } from '../config/ServerEntry.js'
import { oneLine } from '../oneLine.js'
import { signalGroup, trackGroup, untrackGroup } from './childGroups.js'
import { LineSplitter } from './LineSplitter.js'
import { LineWriter } from './LineWriter.js'
import { resolveCommand } from './resolveCommand.js'
import { TextTail } from './TextTail.js'

/** Bytes that one message may have. The largest list that was measured on a public server has 2 MB. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024
/** Lines on stdout in a row that are no JSON-RPC message before the server is given up; a banner is common. */
const MAX_RUBBISH_LINES = 100
/** Milliseconds that a server has to end by itself after its stdin ended, and again after SIGTERM. */
const GRACE_MS = 1000
/** Milliseconds that the news of an exit may take after the pipe broke. */
const EXIT_NEWS_MS = 200
/** Milliseconds between two looks at whether a process group is gone. */
const POLL_MS = 20

/**
 * MCP over stdin and stdout of a child process that leads a process group of its own, so that a wrapper (a shell, npx)
 * and everything below it end with the connection. The SDK's own stdio transport signals the direct child alone.
 * On Windows, which has no groups, the direct child alone is ended.
 */
export class ProcessTransport implements Transport {
  onclose?: () => void
  onerror?: (error: Error) => void
  onmessage?: Transport['onmessage']
  readonly stderr = new TextTail(4096)
  readonly #entry: StdioEntry
  readonly #lines = new LineSplitter(MAX_MESSAGE_BYTES)
  #child: ChildProcess | undefined
  #writer: LineWriter | undefined
  #fault: string | undefined
  #rubbish: { count: number; first: string } | undefined
  #closed = false
  #closing: Promise<void> | undefined

  constructor(entry: StdioEntry) {
    this.#entry = entry
  }

  /** Id of the child process, or undefined before it started. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** What went wrong with the process or its output, as half a sentence, or undefined. */
  get fault(): string | undefined {
    if (this.#fault !== undefined) return this.#fault
    if (this.#rubbish === undefined) return undefined
    const { count, first } = this.#rubbish
    return `${count} ${count === 1 ? 'line' : 'lines'} on stdout were no JSON-RPC message, the first was "${first}"`
  }

  /** Starts the process. Rejects when it cannot be spawned, or was closed before: nobody would end it. */
  async start(): Promise<void> {
    if (this.#closing !== undefined) throw new Error('it was closed before it was started')
    const { args = [], cwd, env } = this.#entry
    assertFolder(cwd)
    const environment = { ...getDefaultEnvironment(), ...env }
    const file = resolveCommand(this.#entry.command, { path: environment.PATH, cwd: cwd ?? process.cwd() })
    const child = spawn(file, args, {
      env: environment,
      cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    this.#child = child
    this.#writer = new LineWriter(child.stdin)
    if (child.pid !== undefined) trackGroup(child.pid)
    this.#listen(child)
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
  }

  /** Writes one message; resolves when the pipe took it. */
  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#closed || !this.#child?.stdin?.writable) throw new Error('the server process is gone')
    try {
      await this.#writer?.write(JSON.stringify(message))
    } catch (error) {
      // A broken pipe is noticed a little before the exit that broke it, which says more.
      await new Promise((resolve) => setTimeout(resolve, EXIT_NEWS_MS))
      throw error
    }
  }

  /** Ends the whole process group: stdin, then SIGTERM, then SIGKILL. Resolves when it is gone; never rejects. */
  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  #listen(child: ChildProcess): void {
    child.stdout?.on('data', (chunk: Buffer) => this.#read(chunk))
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => this.stderr.append(piece))
    for (const stream of [child.stdin, child.stdout, child.stderr]) {
      stream?.on('error', (error) => this.onerror?.(error))
    }
    child.on('error', (error) => this.onerror?.(error))
    child.once('exit', (code, signal) => {
      const end = signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`
      // An end that we asked for is no fault.
      if (this.#closing === undefined) this.#fault ??= end
      // The last output may still be in the pipe; a grandchild may hold the pipe open for ever.
      const timer = setTimeout(() => this.#down(), 100)
      child.once('close', () => {
        clearTimeout(timer)
        this.#down()
      })
    })
  }

  #read(chunk: Buffer): void {
    if (this.#closed) return
    try {
      for (const line of this.#lines.push(chunk)) this.#deliver(line)
    } catch (error) {
      this.#giveUp(
        error instanceof RangeError ? `its output does not parse: ${error.message}` : String(error),
      )
    }
  }

  #deliver(line: string): void {
    if (line.trim() === '' || this.#closed) return
    const message = parseMessage(line)
    if (message !== undefined) {
      // A server that runs for days may log a line now and then.
      this.#rubbish = undefined
      this.onmessage?.(message)
      return
    }
    this.#rubbish ??= { count: 0, first: oneLine(line, 60) }
    this.#rubbish.count++
    if (this.#rubbish.count > MAX_RUBBISH_LINES) this.#giveUp(this.fault ?? '')
  }

  #giveUp(fault: string): void {
    this.#fault ??= fault
    this.#down()
    void this.close()
  }

  /** Tells the client, once, that nothing more comes. */
  #down(): void {
    if (this.#closed) return
    this.#closed = true
    this.onclose?.()
  }

  async #end(): Promise<void> {
    const child = this.#child
    const pid = child?.pid
    if (child !== undefined && pid !== undefined) {
      this.#writer?.flush()
      child.stdin?.end()
      if (!(await groupIsGone(pid))) signalGroup(pid, 'SIGTERM')
      if (!(await groupIsGone(pid))) signalGroup(pid, 'SIGKILL')
      await groupIsGone(pid)
      untrackGroup(pid)
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy()
    }
    this.#down()
  }
}

/** Waits up to the grace time for the last process of the group. */
async function groupIsGone(pid: number): Promise<boolean> {
  for (let waited = 0; signalGroup(pid, 0); waited += POLL_MS) {
    if (waited >= GRACE_MS) return false
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return true
}

/** A missing folder would otherwise read "spawn node ENOENT", as if node were missing. */
function assertFolder(cwd: string | undefined): void {
  if (cwd === undefined || statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) return
  throw new Error(`its working directory ${oneLine(cwd)} does not exist`)
}

function parseMessage(line: string): JSONRPCMessage | undefined {
  try {
    const value: unknown = JSON.parse(line)
    const isMessage =
      typeof value === 'object' && value !== null && 'jsonrpc' in value && value.jsonrpc === '2.0'
    return isMessage ? (value as JSONRPCMessage) : undefined
  } catch {
    return undefined
  }
}
