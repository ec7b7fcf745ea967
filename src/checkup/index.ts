/** A checkup of a catalog: what `toolcrib report` is made of, and the public subpath `toolcrib/checkup`. */

export type { CatalogTokens, CheckupInput } from './CheckupInput.js'
export { checkupReport } from './checkupReport.js'
export { type CheckupMode, type CheckupRule, type CheckupVerdict, checkupVerdict } from './checkupVerdict.js'
export type { BudgetRecall, Evidence, EvidenceKind, EvidenceRecall, Miss, ServerRecall } from './Evidence.js'
export { type MeasureOptions, measureRecall } from './measureRecall.js'
export { type PlanFigures, planInput } from './planInput.js'
export { catalogProbes, type ProbeOptions } from './probes/catalogProbes.js'
