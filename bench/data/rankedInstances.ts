import {
  createCatalog,
  createCrib,
  findPrerequisites,
  type LeveledCandidate,
  type LevelOption,
  type ToolSource,
} from 'toolcrib'
import { BUDGETS, type PackingInstance } from './packingInstances.js'

/** Sizes and values of levels: shares of the tokens of a whole definition, roughly as levels turn out. */
const LEVELS = [
  { level: 'full', share: 1, value: 1 },
  { level: 'compact', share: 0.65, value: 0.97 },
  { level: 'signature', share: 0.25, value: 0.85 },
  { level: 'name', share: 0.05, value: 0.2 },
] as const

/** Characters of JSON for a token. */
const CHARACTERS = 4

/** What ranked instances are made of. */
export interface RankedSetting {
  sources: readonly ToolSource[]
  tasks: readonly string[]
  /** Candidates of each instance: the best of the ranking. */
  size: number
}

/**
 * Packing problems as they arise: the best tools of a ranking with their confidence, the wishes that they serve, and the
 * prerequisites found in their definitions; each task at four budgets, half of them with at most ten tools.
 */
export async function rankedInstances({ sources, tasks, size }: RankedSetting): Promise<PackingInstance[]> {
  const { tools } = createCatalog(sources, 'skip')
  const needs = findPrerequisites(tools)
  const crib = await createCrib({ sources, invalidTools: 'skip', tokenizer: 'estimate' })
  try {
    const instances: PackingInstance[] = []
    for (const [at, task] of tasks.entries()) {
      const { items } = await crib.rank(task, { limit: size })
      const wishes = [...new Set(items.flatMap(({ intent }) => (intent === undefined ? [] : [intent])))]
      const candidates = items.map(({ tool, confidence, intent }): LeveledCandidate => {
        const tokens = Math.ceil(JSON.stringify(tool.definition).length / CHARACTERS)
        return {
          id: tool.id,
          usefulness: confidence,
          options: LEVELS.map((level) => optionOf(level, tokens)),
          pinned: false,
          server: tool.server,
          intents: intent === undefined ? [] : [wishes.indexOf(intent)],
          needs: needs.get(tool.id) ?? [],
        }
      })
      const all = candidates.reduce((sum, { options }) => sum + options[0]!.tokens, 0)
      for (const [turn, share] of BUDGETS.entries()) {
        const maxTools = (at + turn) % 2 === 0 ? 10 : undefined
        instances.push({ candidates, limits: { maxTokens: Math.floor(share * all), maxTools, overhead: 12 } })
      }
    }
    return instances
  } finally {
    await crib.close()
  }
}

function optionOf(
  { level, share, value }: { level: LevelOption['level']; share: number; value: number },
  tokens: number,
): LevelOption {
  return { level, tokens: Math.max(5, Math.ceil(share * tokens)), value, callable: level !== 'name' }
}
