import { Draw } from '../attacks/Draw.js'
import type { Change } from './Change.js'
import { mapTools } from './mapTools.js'

const SEED = 12

/** No tool has a description; names and parameters are left. */
export const noDescriptions = missing('descriptions: none', 'no tool has a description', 1)

/** One tool in three, drawn with a seed, has no description: the others have an unfair advantage over it. */
export const thirdMissing = missing('descriptions: a third is missing', 'one tool in three has none', 3)

function missing(name: string, what: string, oneIn: number): Change {
  return {
    name,
    what,
    apply(set) {
      const draw = new Draw(SEED)
      const sources = mapTools(set.sources, (tool) => {
        if (draw.below(oneIn) !== 0) return tool
        const { description: _, ...rest } = tool
        return rest
      })
      return { ...set, sources }
    },
  }
}
