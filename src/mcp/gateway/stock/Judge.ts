import { sha256 } from '../../../hash.js'
import type { ToolDefinition } from '../../../tool/Tool.js'
import { type HeldTool, judgeReading } from '../../../trust/judgeTools.js'
import { type ListingRead, readingSteps } from '../../../trust/readListing.js'
import type { TrustState } from '../../../trust/TrustState.js'
import type { TrustStore } from '../../../trust/TrustStore.js'
import { inSlices } from '../../inSlices.js'
import type { KnownServer } from './KnownServer.js'

/** A server's tools after they were judged. */
export interface JudgedTools {
  /** What may be handed out and called, in the order of the list; the same array while nothing of it changed. */
  allowed: readonly ToolDefinition[]
  held: readonly HeldTool[]
  /** Hash of all fingerprints, those of held tools among them, in the order of the list. */
  hash: string
}

/** Milliseconds between two looks at the store, which another process may have changed. */
const LOOK_MS = 500

/** Judges what servers list against what was trusted before, and notices approvals that are given meanwhile. */
export class Judge {
  readonly #store: TrustStore
  /** Definitions are read once, however often they are judged. */
  readonly #readings = new WeakMap<KnownServer, ListingRead>()
  #state: TrustState | undefined
  #looked = Number.NEGATIVE_INFINITY

  constructor(store: TrustStore) {
    this.#store = store
  }

  /** Rejects as the store does. */
  async judge(known: KnownServer): Promise<JudgedTools> {
    const reading = this.#readings.get(known) ?? (await inSlices(readingSteps(known.key, known.tools)))
    this.#readings.set(known, reading)
    const now = new Date().toISOString()
    const { state, allowed, held } = await this.#store.update((before) => judgeReading(before, reading, now))
    this.#state = state
    return { allowed, held, hash: sha256(reading.listed.map(({ fingerprint }) => fingerprint).join()) }
  }

  /** Whether the store has changed since the last verdict. Rejects as the store does. */
  async hasNews(): Promise<boolean> {
    if (performance.now() - this.#looked < LOOK_MS) return false
    this.#looked = performance.now()
    return (await this.#store.read()) !== this.#state
  }
}
