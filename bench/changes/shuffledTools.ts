import { Draw } from '../attacks/Draw.js'
import type { Change } from './Change.js'
import { mapTools } from './mapTools.js'

const SEED = 13

/** Servers, and the tools of each, in another order: a ranking must not care. */
export const shuffledTools: Change = {
  name: 'tools in another order',
  what: 'servers and the tools of each are registered in another order',
  apply(set) {
    const draw = new Draw(SEED)
    const sources = mapTools(set.sources, (tool) => tool).map((source) => {
      const places = draw.shuffled(source.tools.map((_, place) => place))
      const { ids = [], categories } = source
      return {
        ...source,
        tools: places.map((place) => source.tools[place]),
        ids: places.map((place) => ids[place] ?? ''),
        ...(categories === undefined ? {} : { categories: places.map((place) => categories[place]) }),
      }
    })
    return { ...set, sources: draw.shuffled(sources) }
  },
}
