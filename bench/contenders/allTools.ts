import { toolRows } from '../data/toolRows.js'
import type { ContenderEntry } from './Contender.js'

/** No selection: every tool is sent, in catalog order. What hosts do without a selector. */
export const allTools: ContenderEntry = {
  name: 'all tools',
  async load() {
    let ids: string[] = []
    return {
      name: 'all tools',
      async: false,
      async index(sources) {
        ids = toolRows(sources).map((row) => row.id)
      },
      rank: (_text, limit) => ids.slice(0, limit),
      select: async () => ({ ids }),
    }
  },
}
