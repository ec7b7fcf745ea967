/**
 * Compares weights of the distance in meaning (`APART` in src/rank/meaningGaps.ts) by how many wrong first tools 5 % of a
 * catalog's pairs explain, on sets of train/, as they are and without the words of the right tools' names. The constant is
 * set by hand from it.
 *
 * Usage: npm run model:confusable -- [path of shared/data/train]
 */
import { toGroups } from '../../src/eval/toGroups.js'
import { confusableIds, indexCatalog, indirect, loadTrainCatalog, rankTask } from './trainTasks.js'

const SETS = ['ultratool_gnn', 'toollinkos', 'traject']
const TASKS = 1500
/** Of higher ones `MAX_GAP` in src/rank/confusablePairs.ts would cut most pairs off. */
const WEIGHTS = [0, 5, 10, 14, 20, 25, 30]

interface Miss {
  first: string
  groups: (readonly string[])[]
}

const folder = process.argv[2] ?? '../shared/data/train'
const covered = WEIGHTS.map((): number[] => [])
for (const name of SETS) {
  const set = loadTrainCatalog(folder, name, TASKS)
  const indexed = await indexCatalog(set.catalog)
  const variants = [set.tasks, set.tasks.map((task) => indirect(task, set.catalog))]
  const misses: Miss[][] = []
  for (const tasks of variants) {
    const found: Miss[] = []
    for (const task of tasks) {
      const first = (await rankTask(indexed, task, 1)).items[0]!.tool.id
      const groups = toGroups(task)
      if (!groups.some((group) => group.includes(first))) found.push({ first, groups })
    }
    misses.push(found)
  }
  for (const [at, weight] of WEIGHTS.entries()) {
    const ids = await confusableIds(indexed, weight)
    const listed = new Set(ids.flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]))
    for (const some of misses) covered[at]!.push(100 * coverage(some, listed))
  }
}
console.log(`covered, in %: ${SETS.map((name) => `${name}, ${name} indirect`).join(', ')}; mean`)
for (const [at, weight] of WEIGHTS.entries()) {
  const values = covered[at]!
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  console.log(`${weight}: ${values.map((value) => value.toFixed(1)).join(', ')}; ${mean.toFixed(1)}`)
}

function coverage(misses: readonly Miss[], listed: ReadonlySet<string>): number {
  const shares = misses.map(({ first, groups }) => {
    const hits = groups.filter((group) => group.some((id) => listed.has(`${first} ${id}`)))
    return hits.length / groups.length
  })
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}
