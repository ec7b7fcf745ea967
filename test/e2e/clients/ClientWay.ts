import type { InstalledClients } from '../../tools/ensureClients.js'
import type { ServedGateway } from './ServedGateway.js'

/** What clients do at a gateway. */
export const OPERATIONS = [
  'list',
  'search',
  'describe',
  'call',
  'call_read_tool',
  'refusal',
  'unknown name',
  'tool error',
  'resources',
  'prompts',
] as const
/** Name of an operation. */
export type Operation = (typeof OPERATIONS)[number]

/** An answer to a call, as far as the client shows it. */
export interface CallAnswer {
  text: string
  isError: boolean
}

/** A client that is connected, or a program that connects with each command. */
export interface ClientSession {
  /** Names of the tools that are listed. */
  tools(): Promise<string[]>
  call(name: string, args: Record<string, unknown>): Promise<CallAnswer>
  /** Addresses of the resources that are listed. */
  resources?(): Promise<string[]>
  /** Text of a resource. */
  read?(uri: string): Promise<string>
  /** Names of the prompts that are listed. */
  prompts?(): Promise<string[]>
  /** Description of a prompt. */
  prompt?(name: string): Promise<string>
  close(): Promise<void>
}

/** A client over one transport, in one era. */
export interface ClientWay {
  client: string
  transport: 'stdio' | 'http'
  /** `legacy`: 2025-11-25; `modern`: 2026-07-28. */
  era: 'legacy' | 'modern'
  open(gateway: ServedGateway, installed: InstalledClients): Promise<ClientSession>
  /** Operations that the client has no way to do, with the reason. */
  unsupported: Partial<Record<Operation, string>>
}

/** What a result of MCP says, as one text. */
export function answerOf(result: unknown): CallAnswer {
  const { content, isError = false } = result as {
    content: { type: string; text?: string }[]
    isError?: boolean
  }
  return { text: content.map(({ text = '' }) => text).join('\n'), isError }
}
