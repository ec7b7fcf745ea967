import type { ToolSource } from 'toolcrib'
import { toolRows } from '../data/toolRows.js'
import type { EmbedTexts } from './localModels.js'

const BATCH = 16

/** Name and description of every tool as one vector, and a task's cosine with all of them. */
export class CosineScan {
  readonly #embed: EmbedTexts
  readonly #taskPrefix: string
  #vectors: Float32Array[] = []
  /** Ids of the tools, in the order of the scores. */
  ids: string[] = []

  constructor(embed: EmbedTexts, taskPrefix: string) {
    this.#embed = embed
    this.#taskPrefix = taskPrefix
  }

  /** Takes in all tools. */
  async index(sources: readonly ToolSource[]): Promise<void> {
    // A batch is padded to its longest text: texts of one length together take half the time.
    const rows = toolRows(sources).sort((a, b) => a.description.length - b.description.length)
    this.ids = rows.map((row) => row.id)
    this.#vectors = []
    for (let start = 0; start < rows.length; start += BATCH) {
      const texts = rows.slice(start, start + BATCH).map((row) => `${row.name}: ${row.description}`)
      const flat = await this.#embed(texts)
      const width = flat.length / texts.length
      this.#vectors.push(...texts.map((_, at) => flat.subarray(at * width, (at + 1) * width)))
    }
  }

  /** Cosine of the task with each tool, -1 to 1. */
  async scores(text: string): Promise<Float32Array> {
    const query = await this.#embed([this.#taskPrefix + text])
    return Float32Array.from(this.#vectors, (vector) => {
      let sum = 0
      for (let at = 0; at < query.length; at += 1) sum += query[at]! * vector[at]!
      return sum
    })
  }
}
