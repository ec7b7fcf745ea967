import { type Crib, type CribOptions, createCrib, type SelectOptions } from 'toolcrib'
import type { Contender, ContenderEntry } from './Contender.js'

/** What a variant of the library is made with. */
export interface Variant {
  name: string
  /** For `createCrib`, without the sources. */
  make?: Omit<CribOptions, 'sources'>
  /** For `select`, without the budget. */
  select?: Omit<SelectOptions, 'maxTokens'>
}

/** The library with its defaults: bundled model and BM25, exact index. */
export const toolcribDefault: ContenderEntry = {
  name: 'toolcrib',
  load: async () => variant({ name: 'toolcrib' }),
}

/**
 * The default's ranking cut as that of every other contender: whole definitions, where the limits end. Its distance from the
 * others is what ranking alone gains, and from the default what packing of tools and levels does.
 */
export const toolcribWhole: ContenderEntry = {
  name: 'toolcrib, whole definitions',
  async load() {
    const { select, pack, ...ranking } = await variant({ name: 'toolcrib, whole definitions' })
    return ranking
  },
}

/** Selects as many tools as 95 % of what tasks need asks for, where the budget has room; ranks as the default. */
export const toolcribRecall: ContenderEntry = {
  name: 'toolcrib, targetRecall .95',
  load: async () =>
    variant({
      name: 'toolcrib, targetRecall .95',
      select: { targetRecall: { value: 0.95, guarantee: 'mean' } },
    }),
}

/** The same with its defences off: every tool is ranked as it describes itself. */
export const toolcribUndefended: ContenderEntry = {
  name: 'toolcrib, undefended',
  load: async () => variant({ name: 'toolcrib, undefended', make: { defences: 'off' } }),
}

/** The same over the HNSW index. */
export const toolcribHnsw: ContenderEntry = {
  name: 'toolcrib, hnsw',
  load: async () =>
    (await canLoad('hnswlib-node'))
      ? variant({ name: 'toolcrib, hnsw', make: { index: 'hnsw' } })
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

/** A contender over the library; an embedder of its own is closed with it. */
export async function variant({ name, make = {}, select = {} }: Variant): Promise<Contender> {
  const options = { index: 'exact', ...make } as const
  let crib: Crib = await createCrib({ ...options, sources: [] })
  return {
    name,
    async index(sources) {
      await crib.close()
      crib = await createCrib({ ...options, sources })
      // Tokens are counted once per tool; without this the first selection would pay for it.
      await crib.cost()
    },
    rank: async (task, limit) => (await crib.rank(task, { limit })).items.map((item) => item.tool.id),
    async select(task, maxTokens) {
      const { items, tokens } = await crib.select(task, { maxTokens, ...select })
      return { ids: items.map((item) => item.id), tokens: tokens.after }
    },
    async pack(task, maxTokens) {
      const { items, tokens } = await crib.select(task, {
        maxTokens,
        maxTools: crib.catalog.tools.length,
        minConfidence: 0,
        search: 'off',
        ...select,
      })
      // A bare name tells a model that the tool exists, not how to call it.
      const callable = items.filter(({ level }) => level !== 'name')
      return { ids: callable.map(({ id }) => id), tokens: tokens.after }
    },
    async close() {
      await crib.close()
      if (typeof options.embedder === 'object') await options.embedder.close?.()
    },
  }
}
