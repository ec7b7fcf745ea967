import type { Task } from 'toolcrib'
import type { ContenderEntry } from './Contender.js'
import { CosineScan } from './CosineScan.js'
import { loadLocalModel, MINI_LM } from './localModels.js'
import { oneText } from './oneText.js'
import { topIds } from './topIds.js'

/** Most tools that are handed out, and the lowest cosine that they may have. */
const TOP = 20
const LEAST = 0.3

/**
 * What Portkey's mcp-tool-filter documents as its method: MiniLM on name and description, the 20 best tools of a cosine of
 * 0.3 or more, without a budget of tokens. Not that package itself, which the registry does not have.
 */
export const miniLmThreshold: ContenderEntry = {
  name: 'MiniLM, top 20 over 0.3',
  async load({ models }) {
    const embed = await loadLocalModel(models, MINI_LM)
    if ('skipped' in embed) return embed
    const scan = new CosineScan(embed, MINI_LM.taskPrefix)
    const rank = async (task: Task, limit: number) => {
      const scores = await scan.scores(oneText(task))
      return topIds(scan.ids, scores, Math.min(limit, TOP, scores.filter((score) => score >= LEAST).length))
    }
    return {
      name: 'MiniLM, top 20 over 0.3',
      index: (sources) => scan.index(sources),
      rank,
      select: async (task) => ({ ids: await rank(task, TOP) }),
    }
  },
}
