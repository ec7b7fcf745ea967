import type { HeapSubject } from '../heap/HeapSubject.js'
import { heapAfterGc } from '../heap/heapAfterGc.js'
import type { Progress } from '../report/createProgress.js'

/** Share by which the heap may be larger at the end, and bytes on top: a leak of 1 kB a step is 80 MB over 80,000. */
const MAX_GROWTH = 0.1
const ALLOWANCE = 5_000_000

/** When the heap is measured, in steps from the start. */
export interface HeapPoints {
  /** After this many everything that is kept on purpose is there. */
  early: number
  /** Above `early`. */
  late: number
}

/** What the heap was, in bytes after a full collection. */
export interface HeapFigures {
  points: HeapPoints
  early: number
  late: number
  /** Most that `late` may be. */
  limit: number
  passed: boolean
  /** Milliseconds of all steps. */
  ms: number
}

/** Keeps a subject busy and compares the heap late with the heap early. Closes it. */
export async function heapSuite(
  subject: HeapSubject,
  points: HeapPoints,
  progress: Progress,
): Promise<HeapFigures> {
  const started = performance.now()
  let early = 0
  for (let at = 0; at < points.late; at += 1) {
    if (at === points.early) early = await heapAfterGc()
    await subject.step(at)
    if (at % 100 === 99) progress.update((at + 1) / points.late)
  }
  const late = await heapAfterGc()
  const ms = performance.now() - started
  await subject.close()
  progress.end()
  const limit = early * (1 + MAX_GROWTH) + ALLOWANCE
  return { points, early, late, limit, passed: late <= limit, ms }
}
