import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import { createExactIndex } from '../../src/vector/drivers/exactIndex.js'
import { loadHnswIndex } from '../../src/vector/drivers/hnswIndex.js'
import { sharedPath } from '../shared.js'

const TASKS = 'data/dev/toolbench/queries.jsonl'
/** What the approximate index must find of the exact one's first {@link LIMIT}. */
const FLOOR = 0.98
const LIMIT = 20

const sets = [
  { name: 'toolbench', path: 'data/dev/toolbench/tools.jsonl', count: 13_395 },
  { name: 'mcp_pool', path: 'data/train/mcp_pool/tools.jsonl', count: 5_000 },
]

function readRows(path: string): Record<string, unknown>[] {
  const lines = readFileSync(sharedPath(path)!, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe.skipIf(sharedPath(TASKS) === undefined)(
  'hnsw recall on real tools (skipped without the shared data)',
  () => {
    it.each(sets)(
      'finds $count tools of $name nearly as the exact index does',
      { timeout: 240_000 },
      async (set) => {
        const model = loadStaticModel()
        const tools = readRows(set.path).slice(0, set.count)
        expect(tools).toHaveLength(set.count)
        const vectors = tools.map((tool) =>
          model.embed(`${tool['name']} (${tool['server'] ?? ''}): ${tool['description']}`),
        )
        const [exact, hnsw] = [
          await createExactIndex(model.dimensions),
          await loadHnswIndex(model.dimensions),
        ]
        exact.add(vectors)
        const before = process.cpuUsage()
        hnsw.add(vectors)
        const { user, system } = process.cpuUsage(before)
        const tasks = readRows(TASKS).map((row) => model.embed(String(row['text'])))
        let found = 0
        for (const task of tasks) {
          const truth = new Set(exact.search(task, LIMIT).map((neighbour) => neighbour.index))
          found += hnsw.search(task, LIMIT).filter((neighbour) => truth.has(neighbour.index)).length
        }
        const recall = found / (tasks.length * LIMIT)
        console.log(
          `hnsw on ${set.name}: recall@${LIMIT} ${recall.toFixed(4)}, built in ${((user + system) / 1e6).toFixed(1)} s of one core`,
        )
        expect(recall).toBeGreaterThanOrEqual(FLOOR)
        expect((user + system) / 1e6).toBeLessThan(20)
      },
    )
  },
)
