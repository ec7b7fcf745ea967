import { Bm25Index, DEFAULT_BM25, lexicalDocument, type ToolDefinition, taskTerms } from 'toolcrib'
import { topIds } from '../contenders/topIds.js'
import type { ToolRow } from '../data/toolRows.js'
import type { Attack } from './Attack.js'
import { NO_PARAMETERS } from './Attack.js'
import { Draw } from './Draw.js'
import { request } from './requests.js'
import { topics } from './topics.js'

/** Tools that are copied, and requests a tool by which they are chosen. */
const VICTIMS = 10
const REQUESTS = 6
const DEPTH = 5

const EDITS: readonly { suffix: string; edit: (description: string) => string }[] = [
  { suffix: 'v2', edit: (text) => text },
  { suffix: 'pro', edit: (text) => `${text} Fast and reliable.` },
  { suffix: 'plus', edit: (text) => text.replace(/\bthe\b/gi, 'your') },
  { suffix: 'hub', edit: (text) => `${text} Keeps a log of each call for later review.` },
  { suffix: 'next', edit: (text) => [...text.split(/(?<=[.!?])\s+/)].reverse().join(' ') },
]

/** The ten tools that made-up requests meet most are each copied five times, every copy a little different. */
export const nearCopies: Attack = {
  name: '50 near-copies',
  what: '5 slightly changed copies of each of the 10 tools that made-up requests find most',
  tools: (honest) => victims(honest).flatMap(copies),
}

function copies({ name, description }: ToolRow): ToolDefinition[] {
  return EDITS.map(({ suffix, edit }) => ({
    name: `${name}_${suffix}`,
    description: edit(description),
    inputSchema: NO_PARAMETERS,
  }))
}

function victims(honest: readonly ToolRow[]): ToolRow[] {
  const index = new Bm25Index(
    honest.map(({ name, description }) =>
      lexicalDocument({ name, description, server: '', serverDescription: '', parameters: [] }),
    ),
    DEFAULT_BM25,
  )
  const ids = honest.map(({ id }) => id)
  const hits = new Map<string, number>()
  for (const [at, topic] of topics(honest).entries()) {
    const draw = new Draw(at)
    for (let round = 0; round < REQUESTS; round++) {
      const scores = new Float32Array(honest.length)
      index.addScores(taskTerms([{ text: request(topic, draw), weight: 1 }]), scores)
      for (const id of topIds(ids, scores, DEPTH)) hits.set(id, (hits.get(id) ?? 0) + 1)
    }
  }
  const counts = Float32Array.from(ids, (id) => hits.get(id) ?? 0)
  const chosen = new Set(topIds(ids, counts, VICTIMS))
  return honest.filter(({ id }) => chosen.has(id))
}
