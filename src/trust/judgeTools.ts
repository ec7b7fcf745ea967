import type { RejectedTool } from '../tool/parseSource.js'
import { runSteps } from '../tool/runSteps.js'
import type { ToolDefinition } from '../tool/Tool.js'
import { checkMoment } from './checkArguments.js'
import { createKeeper } from './keepText.js'
import { type ListedTool, type ListingRead, readingSteps } from './readListing.js'
import { type SeenDefinition, TRUST_LIMITS, type TrustedTool, type TrustState } from './TrustState.js'

/** What a server listed. */
export interface ServerListing {
  /** Key of the server, 1 to 256 characters. */
  server: string
  /** Definitions as `tools/list` gives them; nothing is trusted before. */
  tools: readonly unknown[]
  /** The time, ISO 8601 in UTC: `2026-01-31T12:00:00.000Z`. */
  now: string
}

/** A tool that must not be listed, searched, described or called. */
export interface HeldTool {
  name: string
  /** Its position in the listing, from 0. */
  index: number
  /** `changed`: its definition is not the approved one. `full`: it is new, and the state has no room to remember it. */
  why: 'changed' | 'full'
  /** Fingerprint of the approved definition; null with `full`. */
  approved: string | null
  /** Fingerprint of the definition that was listed. */
  seen: string
}

/** A listing, judged: each tool of it is in exactly one of `allowed`, `held` and `rejected`. */
export interface Judgement {
  /** What to remember from now on; the very object that was given where nothing is new. */
  state: TrustState
  /** Plain copies of the definitions that may be handed out, in the order of the listing. */
  allowed: ToolDefinition[]
  /** In the order of the listing. */
  held: HeldTool[]
  /** Names that a server which was known before listed for the first time, in code unit order. */
  added: string[]
  /** What is no definition (`tool-invalid`), in the order of the listing. */
  rejected: RejectedTool[]
}

/**
 * Judges what a server lists against what was trusted before. A server seen for the first time is trusted with all that it
 * lists; a tool that a known server adds is trusted too, and reported; a tool whose definition is another than the approved
 * one is held until it is approved or the server goes back. Removed tools stay known. Of several definitions under one new
 * name, the one of the least fingerprint is trusted.
 *
 * Pure; the verdicts and the state do not depend on the order of the listing. Throws `option-invalid` for a key or time
 * that is none, never for what a server sent.
 */
export function judgeTools(state: TrustState, { server, tools, now }: ServerListing): Judgement {
  return judgeReading(state, runSteps(readingSteps(server, tools)), now)
}

/** As {@link judgeTools}, of a listing that was read. Throws `option-invalid` for a time that is none. */
export function judgeReading(
  state: TrustState,
  { server, listed, rejected }: ListingRead,
  now: string,
): Judgement {
  checkMoment(now)
  const known = state.servers.find(({ key }) => key === server)
  if (known === undefined && state.servers.length >= TRUST_LIMITS.servers)
    return { state, allowed: [], held: listed.map(heldAsFull), added: [], rejected }
  const before = known?.tools ?? []
  const judged = judgeNames(before, groupByName(listed), { keep: createKeeper(state, known), now })
  const { entries } = judged
  const approved = new Map(entries.map((entry) => [entry.name, entry.approved.fingerprint]))
  const isAllowed = (one: ListedTool) => approved.get(one.name) === one.fingerprint
  const changed = judged.isChanged || known === undefined
  const trusted = { key: server, firstSeen: known?.firstSeen ?? now, tools: entries }
  const servers = [...state.servers.filter(({ key }) => key !== server), trusted]
  return {
    state: changed ? { version: 1, servers: servers.sort((a, b) => (a.key < b.key ? -1 : 1)) } : state,
    allowed: listed.filter(isAllowed).map(({ definition }) => definition),
    held: listed.filter((one) => !isAllowed(one)).map((one) => heldAs(one, approved.get(one.name))),
    added: known === undefined ? [] : judged.added,
    rejected,
  }
}

/** In code unit order of the names; within a name, in the order of fingerprints. */
function groupByName(listed: readonly ListedTool[]): Map<string, ListedTool[]> {
  const sorted = listed.toSorted(
    (a, b) => compare(a.name, b.name) || compare(a.fingerprint, b.fingerprint) || compare(a.json, b.json),
  )
  const groups = new Map<string, ListedTool[]>()
  for (const one of sorted) {
    const group = groups.get(one.name)
    if (group === undefined) groups.set(one.name, [one])
    else group.push(one)
  }
  return groups
}

interface Judged {
  entries: TrustedTool[]
  isChanged: boolean
  added: string[]
}

/** The entries of a server after a listing. */
function judgeNames(
  before: readonly TrustedTool[],
  groups: ReadonlyMap<string, readonly ListedTool[]>,
  { keep, now }: { keep: (json: string) => string | null; now: string },
): Judged {
  const entries = new Map(before.map((entry) => [entry.name, entry]))
  const seen = ({ fingerprint, json }: ListedTool): SeenDefinition => ({
    fingerprint,
    json: keep(json),
    since: now,
  })
  const added: string[] = []
  let isChanged = false
  for (const [name, group] of groups) {
    let entry = entries.get(name)
    if (entry === undefined) {
      if (entries.size >= TRUST_LIMITS.toolsPerServer) continue
      entry = { name, firstSeen: now, approved: seen(group[0]!), pending: null }
      added.push(name)
      entries.set(name, entry)
      isChanged = true
    }
    const stranger = group.find(({ fingerprint }) => fingerprint !== entry.approved.fingerprint)
    if (stranger?.fingerprint === entry.pending?.fingerprint) continue
    entries.set(name, { ...entry, pending: stranger === undefined ? null : seen(stranger) })
    isChanged = true
  }
  return { entries: [...entries.values()].sort((a, b) => compare(a.name, b.name)), isChanged, added }
}

function heldAs({ name, index, fingerprint }: ListedTool, approved: string | undefined): HeldTool {
  return {
    name,
    index,
    why: approved === undefined ? 'full' : 'changed',
    approved: approved ?? null,
    seen: fingerprint,
  }
}

const heldAsFull = (one: ListedTool) => heldAs(one, undefined)

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
