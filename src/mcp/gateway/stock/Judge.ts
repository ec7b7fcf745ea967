import type { ToolDefinition } from '../../../tool/Tool.js'
import { type HeldTool, judgeTools } from '../../../trust/judgeTools.js'
import type { TrustState } from '../../../trust/TrustState.js'
import type { TrustStore } from '../../../trust/TrustStore.js'
import type { KnownServer } from './KnownServer.js'

/** A server's tools after they were judged. */
export interface JudgedTools {
  /** What may be handed out and called, in the order of the list; the same array while nothing of it changed. */
  allowed: readonly ToolDefinition[]
  held: readonly HeldTool[]
}

/** Milliseconds between two looks at the store, which another process may have changed. */
const LOOK_MS = 500

/** Judges what servers list against what was trusted before, and notices approvals that are given meanwhile. */
export class Judge {
  readonly #store: TrustStore
  #state: TrustState | undefined
  #looked = Number.NEGATIVE_INFINITY

  constructor(store: TrustStore) {
    this.#store = store
  }

  /** Rejects as the store does. */
  async judge({ key, tools }: KnownServer): Promise<JudgedTools> {
    const now = new Date().toISOString()
    const { state, allowed, held } = await this.#store.update((before) =>
      judgeTools(before, { server: key, tools, now }),
    )
    this.#state = state
    return { allowed, held }
  }

  /** Whether the store has changed since the last verdict. Rejects as the store does. */
  async hasNews(): Promise<boolean> {
    if (performance.now() - this.#looked < LOOK_MS) return false
    this.#looked = performance.now()
    return (await this.#store.read()) !== this.#state
  }
}
