import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { StdioEntry } from '../../src/mcp/config/ServerEntry.js'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))

/** Path of the real fixture server. */
export const STDIO_SERVER = fixture('stdioServer.mjs')

/** The fixture server with real tools. */
export function goodServer(...args: string[]): StdioEntry {
  return { transport: 'stdio', command: process.execPath, args: [STDIO_SERVER, ...args] }
}

/** A server that goes wrong in one way; see the fixture for the names. */
export function faultyServer(fault: string, ...args: string[]): StdioEntry {
  return {
    transport: 'stdio',
    command: process.execPath,
    args: [fixture('faultyServer.mjs'), fault, ...args],
  }
}

/** Whether the process that wrote this file still runs. Throws where it never started. */
export function isAlive(pidFile: string): boolean {
  const pid = Number(readFileSync(pidFile, 'utf8'))
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  // A zombie answers to signals until init reaps it, which some containers never do.
  return !/^State:\s+Z/m.test(statusOf(pid))
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
