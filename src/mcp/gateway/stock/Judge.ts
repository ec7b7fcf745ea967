import { sha256 } from '../../../hash.js'
import type { ToolDefinition } from '../../../tool/Tool.js'
import { type HeldTool, judgeReading } from '../../../trust/judgeTools.js'
import { type ListingRead, readingSteps } from '../../../trust/readListing.js'
import type { TrustedServer, TrustState } from '../../../trust/TrustState.js'
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
  /** What the store knew of the server when it was judged; where that was nothing, the whole state. */
  by: TrustedServer | TrustState
}

/** Milliseconds between two looks at the store, which another process may have changed. */
const LOOK_MS = 500

/** Judges what servers list against what was trusted before, and notices approvals that are given meanwhile. */
export class Judge {
  readonly #store: TrustStore
  /** Definitions are read once, however often they are judged. */
  readonly #readings = new WeakMap<KnownServer, ListingRead>()
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
    const hash = sha256(reading.listed.map(({ fingerprint }) => fingerprint).join())
    return { allowed, held, hash, by: memoryOf(state, known.key) }
  }

  /**
   * Whether the store knows another thing of a server than when it was judged: each verdict is compared by itself, since an
   * approval may have come while one of another server was given. Rejects as the store does, each time until it can be read.
   */
  async hasNews(entries: Iterable<{ known: KnownServer; judged: JudgedTools }>): Promise<boolean> {
    if (performance.now() - this.#looked < LOOK_MS) return false
    const state = await this.#store.read()
    this.#looked = performance.now()
    for (const { known, judged } of entries) if (memoryOf(state, known.key) !== judged.by) return true
    return false
  }
}

function memoryOf(state: TrustState, server: string): TrustedServer | TrustState {
  return state.servers.find(({ key }) => key === server) ?? state
}
