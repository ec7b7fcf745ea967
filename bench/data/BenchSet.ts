import type { ToolSource } from 'toolcrib'
import type { QueryRow } from 'toolcrib/eval'

/** Tools and labelled tasks. */
export interface BenchSet {
  /** For people. */
  name: string
  sources: ToolSource[]
  /** Tasks; those with empty gold are left out of the metrics and counted. */
  queries: QueryRow[]
  /** By task id: tools of which somebody has said whether they serve it. Absent: the set was not judged by pooling. */
  judged?: ReadonlyMap<string, ReadonlySet<string>>
}
