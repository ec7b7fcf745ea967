import { requiredPath } from '../data/devSets.js'
import { readServerTasks } from '../data/loadServers.js'
import { otherSources } from '../data/otherSources.js'
import { pooledTools } from '../data/sizedCatalog.js'
import { sectionText } from '../report/sectionText.js'
import { SCALE_CONTENDERS } from '../scale/scaleContenders.js'
import { scaleSections } from '../sections/scaleSections.js'
import { scaleSuite } from '../suites/scaleSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Catalog sizes. */
const SIZES = [50, 500, 5_000, 50_000, 100_000] as const

/** Tasks that are timed, and others that warm up: among 100,000 tools each takes a while. */
const TIMED = 200
const WARM_UP = 20

/** Speed and memory from 50 to 100,000 tools. Throws `file-unreadable` where the public data is absent. */
export async function runScale({ models, progress }: SuiteContext): Promise<SuiteRun> {
  requiredPath('data/train/mcp_pool/tools.jsonl')
  requiredPath('catalogs')
  const pool = pooledTools(await otherSources())
  const texts = (await readServerTasks()).filter(({ split }) => split === 'dev').map(({ text }) => text)
  const tasks = { tasks: texts.slice(0, TIMED), warmUp: texts.slice(TIMED, TIMED + WARM_UP) }
  const loaded = await Promise.all(
    SCALE_CONTENDERS.map(async ({ entry, mostTools }) => {
      const contender = await entry.load({ models })
      if ('skipped' in contender) return { name: entry.name, skipped: contender.skipped }
      await contender.close?.()
      return { name: entry.name, mostTools }
    }),
  )
  const contenders = loaded.flatMap((one) => ('mostTools' in one ? [one] : []))
  const { rows, cold } = await scaleSuite(pool, {
    contenders: contenders.map(({ name, mostTools = 0 }) => ({ name, mostTools })),
    sizes: SIZES,
    tasks,
    models,
    progress: progress('scale'),
  })
  const sections = scaleSections(rows, cold)
  const skipped = loaded.flatMap((one) =>
    'skipped' in one ? [`${one.name} was skipped: ${one.skipped}`] : [],
  )
  return {
    text: [sectionText(sections), ...skipped].join('\n'),
    data: { pool: pool.length, rows, cold, skipped },
    sections,
    passed: true,
  }
}
