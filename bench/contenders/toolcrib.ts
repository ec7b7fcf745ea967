import { type Crib, createCrib } from 'toolcrib'
import type { Contender, ContenderEntry } from './Contender.js'

/** The library with its defaults: bundled model and BM25, exact index. */
export const toolcribDefault: ContenderEntry = {
  name: 'toolcrib',
  load: async () => contender('toolcrib', 'exact'),
}

/** The same with its defences off: every tool is ranked as it describes itself. */
export const toolcribUndefended: ContenderEntry = {
  name: 'toolcrib, undefended',
  load: async () => contender('toolcrib, undefended', 'exact', 'off'),
}

/** The same over the HNSW index. */
export const toolcribHnsw: ContenderEntry = {
  name: 'toolcrib, hnsw',
  load: async () =>
    (await canLoad('hnswlib-node'))
      ? contender('toolcrib, hnsw', 'hnsw')
      : { skipped: 'hnswlib-node is not installed or was not built: npm rebuild hnswlib-node' },
}

async function canLoad(name: string): Promise<boolean> {
  try {
    await import(name)
    return true
  } catch {
    return false
  }
}

async function contender(
  name: string,
  index: 'exact' | 'hnsw',
  defences: 'on' | 'off' = 'on',
): Promise<Contender> {
  let crib: Crib = await createCrib({ sources: [], index, defences })
  return {
    name,
    async index(sources) {
      await crib.close()
      crib = await createCrib({ sources, index, defences })
      // Tokens are counted once per tool; without this the first selection would pay for it.
      await crib.cost()
    },
    rank: async (text, limit) => (await crib.rank(text, { limit })).items.map((item) => item.tool.id),
    async select(text, maxTokens) {
      const { items, tokens } = await crib.select(text, { maxTokens })
      return { ids: items.map((item) => item.id), tokens: tokens.after }
    },
    close: () => crib.close(),
  }
}
