import { loadCatalogs } from '../data/loadCatalogs.js'
import { type InstanceKind, randomInstance } from '../data/packingInstances.js'
import { prerequisiteFigures } from '../data/prerequisiteFigures.js'
import { rankedInstances } from '../data/rankedInstances.js'
import { sharedPath } from '../data/sharedPath.js'
import { speedTasks, toolsOfFile } from '../data/speedInputs.js'
import { packingText } from '../report/packingText.js'
import { brokenPromises, type PackingFigures, packingSuite } from '../suites/packingSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

const SIZES = [12, 60, 61, 200, 1_000, 5_000] as const

const KINDS: readonly (InstanceKind & { name: string })[] = [
  { name: 'steep', usefulness: 'steep', rules: false },
  { name: 'even', usefulness: 'even', rules: false },
  { name: 'tied', usefulness: 'tied', rules: false },
  { name: 'steep, with rules', usefulness: 'steep', rules: true },
]

/** Instances of a random kind and size, and tasks of a ranked size: fewer where one takes longer. */
const countOf = (size: number) => (size <= 200 ? 100 : size <= 1_000 ? 40 : 16)

/**
 * How near packings come to their bound, and how fast: on rankings of real tools, which have to hold floors, and on random
 * problems.
 */
export async function runPacking({ progress }: SuiteContext): Promise<SuiteRun> {
  const kinds: Record<string, PackingFigures> = {}
  const tools = sharedPath('data/train/mcp_pool/tools.jsonl')
  const queries = sharedPath('data/dev/vendor_mcp_evals/queries.jsonl')
  const bar = progress('packing')
  try {
    if (tools !== undefined && queries !== undefined) {
      const sources = await toolsOfFile(tools, SIZES.at(-1)!)
      const { timed } = await speedTasks(queries)
      for (const [at, size] of SIZES.entries()) {
        const tasks = timed.slice(0, countOf(size) / 4)
        kinds[`ranked, ${size}`] = packingSuite(await rankedInstances({ sources, tasks, size }))
        bar.update((at + 1) / SIZES.length / 2)
      }
    }
    for (const [at, size] of SIZES.entries()) {
      for (const { name, ...kind } of KINDS)
        kinds[`${name}, ${size}`] = packingSuite(
          Array.from({ length: countOf(size) }, (_, seed) => randomInstance(kind, size, seed)),
        )
      bar.update(0.5 + (at + 1) / SIZES.length / 2)
    }
  } finally {
    bar.end()
  }
  const missing =
    tools === undefined || queries === undefined
      ? 'Rankings of real tools were left out: the public data is not there (../shared/data, or TOOLCRIB_SHARED).'
      : undefined
  const catalogs = sharedPath('catalogs')
  const prerequisites = catalogs === undefined ? undefined : prerequisiteFigures(await loadCatalogs(catalogs))
  // Random problems are harder than any that arises; only rankings are promised something.
  const broken = SIZES.flatMap((size) => {
    const figures = kinds[`ranked, ${size}`]
    return figures === undefined ? [] : brokenPromises('ranked', size, figures)
  })
  return {
    text: [packingText(kinds, { missing, prerequisites }), ...broken.map((one) => `FAIL  ${one}`)].join(
      '\n\n',
    ),
    data: { kinds, prerequisites, broken },
    passed: broken.length === 0,
  }
}
