import type { ShadowSummary } from '../eval/shadow/readShadowLog.js'
import type { Plan } from '../plan/Plan.js'
import type { Confusable } from '../rank/Confusable.js'
import type { ReportOrigin } from '../report/ReportDocument.js'
import type { Catalog } from '../tool/Catalog.js'
import type { HygieneFinding } from '../tool/hygiene/HygieneFinding.js'
import type { EvidenceRecall } from './Evidence.js'

/** Tokens of a catalog, as they are counted for a report. */
export interface CatalogTokens {
  /** All definitions as one list, what a provider adds to it included. */
  total: number
  /** By tool id, at full. */
  tools: ReadonlyMap<string, number>
  /** How they were counted, in a sentence. */
  counted: string
}

/** What a checkup is made of; everything is measured before. */
export interface CheckupInput {
  made: ReportOrigin
  catalog: Catalog
  tokens: CatalogTokens
  /** Limit of the selection that is judged, in tokens. */
  maxTokens: number
  /** What recall was measured on; the first is what the verdict goes by. May be empty. */
  evidence: readonly EvidenceRecall[]
  /** What shadow mode saw. Absent: there is no log of it. */
  shadow?: ShadowSummary
  /** Null where they were not looked for. */
  confusable: Confusable | null
  findings: readonly HygieneFinding[]
  /** Null where the catalog is empty or the model has no price. */
  plan: Plan | null
  /** Servers that failed, definitions that were left out, and warnings: a sentence each. */
  lost: readonly string[]
}
