import type { ReportSection } from 'toolcrib/report'

/** A claim and what came out of trying it. */
export interface Claim extends Pick<ReportSection, 'tables' | 'plots'> {
  /** Lower case letters, digits and hyphens. */
  id: string
  /** What is said. */
  quoted: string
  /** By whom. */
  source: string
  /** How it was tried here. */
  method: string
  /** What was measured, in a sentence or two. */
  answer: string
  /** What the measurement does not show. */
  notSaid: string[]
}

/** A claim as a part of the report. No model was called for any of them. */
export function claimSection({
  id,
  quoted,
  source,
  method,
  answer,
  notSaid,
  ...shown
}: Claim): ReportSection {
  return {
    id: `claim-${id}`,
    title: `Claim: ${quoted}`,
    text: [`Said by: ${source}.`, `Tried: ${method}`, `Measured: ${answer}`],
    ...shown,
    notes: notSaid.map((one) => `Not shown: ${one}`),
    command: 'npm run bench -- claims',
  }
}

/** A share as people read it: `83.4 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
