import type { SpeedRow } from './speedSuite.js'

/** One promise about speed, and whether it held in this run. */
export interface FloorVerdict {
  /** What was promised. */
  floor: string
  /** p50 of the other over p50 of ours: above 1 means that ours is faster. */
  ratio: number
  /** The ratio that is needed. */
  needed: number
  passed: boolean
}

/** Names of the contenders that the floors compare. */
export const SPEED_NAMES = { ours: 'toolcrib', embedding: 'MiniLM', search: 'minisearch' } as const

const FLOORS = [
  {
    other: SPEED_NAMES.embedding,
    needed: 4,
    strict: false,
    floor: 'at least 4 times faster than MiniLM plus a scan',
  },
  { other: SPEED_NAMES.search, needed: 1, strict: true, floor: 'faster than minisearch' },
] as const

/** Compares medians. A contender that is missing fails its floor: nothing was shown. */
export function speedFloors(rows: readonly SpeedRow[]): FloorVerdict[] {
  const p50 = (name: string) => rows.find((row) => row.name === name)?.p50 ?? 0
  const ours = p50(SPEED_NAMES.ours)
  return FLOORS.map(({ other, needed, strict, floor }) => {
    const ratio = ours > 0 ? p50(other) / ours : 0
    return { floor, ratio, needed, passed: strict ? ratio > needed : ratio >= needed }
  })
}
