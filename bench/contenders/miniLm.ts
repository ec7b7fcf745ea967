import type { ContenderEntry } from './Contender.js'
import { CosineScan } from './CosineScan.js'
import { keptOnDisk } from './keptOnDisk.js'
import { BGE_SMALL, type EmbedTexts, type LocalModel, loadLocalModel, MINI_LM } from './localModels.js'
import { oneText } from './oneText.js'
import { remembering } from './remembering.js'
import { topIds } from './topIds.js'

/** MiniLM on name and description, by cosine: an embedding in transformers.js plus a scan over all tools. */
export const miniLm = entry('MiniLM', MINI_LM)

/** The same without embedding a text twice: no use for measuring time. */
export const miniLmRemembering = entry('MiniLM', MINI_LM, remembering)

/** The same with vectors that are kept between runs: no use for measuring time either. */
export const miniLmKept = entry('MiniLM', MINI_LM, (embed) => keptOnDisk(embed, MINI_LM))

/** bge-small in the same way, with the prefix that its card asks for before a task. */
export const bgeSmall = entry('bge-small', BGE_SMALL)

function entry(
  name: string,
  model: LocalModel,
  wrap: (embed: EmbedTexts) => EmbedTexts = (embed) => embed,
): ContenderEntry {
  return {
    name,
    async load({ models }) {
      const embed = await loadLocalModel(models, model)
      if ('skipped' in embed) return embed
      const scan = new CosineScan(wrap(embed), model.taskPrefix)
      return {
        name,
        index: (sources) => scan.index(sources),
        rank: async (task, limit) => topIds(scan.ids, await scan.scores(oneText(task)), limit),
      }
    },
  }
}
