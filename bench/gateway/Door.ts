import type { Client } from '@modelcontextprotocol/client'

/** A way to the tool `echo`: the server itself, or something in front of it. */
export interface Door {
  readonly name: DoorName
  /** Where it listens. */
  readonly url: string
  /** How the tool is called there. */
  call(nonce: string): { name: string; arguments: Record<string, unknown> }
  /** Bytes of its process after a full collection. Only the gateway is asked. */
  heap?(): Promise<number>
  close(): Promise<void>
}

/** The doors that are compared. */
export const DOORS = ['direct', 'gateway', 'pass-through', 'mcp-proxy'] as const
/** Name of a door. */
export type DoorName = (typeof DOORS)[number]

/** Protocol revisions, by their way to begin. */
export const ERAS = ['legacy', 'modern'] as const
/** `legacy`: 2025-11-25, with a session; `modern`: 2026-07-28, without. */
export type Era = (typeof ERAS)[number]

/** A door with a client of the SDK that is connected to it. */
export interface OpenDoor {
  door: Door
  era: Era
  client: Client
}
