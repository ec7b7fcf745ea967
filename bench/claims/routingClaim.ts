import { taskOf, toGroups } from 'toolcrib/eval'
import type { ReportEstimate } from 'toolcrib/report'
import type { ClaimInput } from './ClaimInput.js'
import { estimateOf } from './estimateOf.js'
import { type SampleOptions, sampleCatalogs } from './sampleCatalogs.js'

/** Sizes of the drawn catalogs. */
export const ROUTING_SIZES = [10, 20, 50, 100, 200, 500] as const
const FILLS = ['any', 'siblings'] as const
const SEED = 32

/** How often the first tool is right, in catalogs of one size. */
export interface RoutingFigure {
  name: string
  fill: SampleOptions['fill']
  size: number
  first: ReportEstimate | null
}

/** Ranks every task in a drawn catalog of each size. */
export async function routingClaim({ set, contenders, onProgress }: ClaimInput): Promise<RoutingFigure[]> {
  const figures: RoutingFigure[] = []
  const steps = FILLS.length * ROUTING_SIZES.length * contenders.length
  for (const fill of FILLS)
    for (const size of ROUTING_SIZES) {
      const catalogs = sampleCatalogs(set, { size, fill, seed: SEED })
      for (const contender of contenders) {
        const right: number[] = []
        for (const { sources, queries } of catalogs) {
          await contender.index(sources)
          for (const query of queries) {
            const [first = ''] = await contender.rank(taskOf(query), 1)
            right.push(toGroups(query).some((group) => group.includes(first)) ? 1 : 0)
          }
        }
        figures.push({ name: contender.name, fill, size, first: estimateOf(right) })
        onProgress(figures.length / steps)
      }
    }
  return figures
}
