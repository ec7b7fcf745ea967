/**
 * Writes src/rank/taskWords.ts: how common words are in what users ask for, counted on the tasks of train/ that the model
 * was trained on. A word counts by the second lowest of its shares in the four sets, so that a topic of one or two sets
 * does not pass for a word of all tasks.
 *
 * Usage: npm run model:task-words -- [path of shared/data/train]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseQueries } from '../../src/eval/parseQueries.js'
import { terms } from '../../src/text/terms.js'

const SETS = ['sealtools', 'traject', 'ultratool_gnn', 'nestful']
/** Words in fewer tasks than this share say enough; also what the weight is scaled by. */
const RARE = 1 / 1000
/** Weights are written in hundredths; those from here on are left out and count 1. */
const NEAR_ONE = 95
const LINE = 104

const folder = process.argv[2] ?? '../shared/data/train'
const out = new URL('../../src/rank/taskWords.ts', import.meta.url)

const shares = SETS.map(sharesOf)
const weights = [...new Set(shares.flatMap((set) => [...set.keys()]))]
  .map((stem) => ({ stem, weight: Math.round(100 * weightOf(stem)) }))
  .filter(({ weight }) => weight < NEAR_ONE)
  .sort((a, b) => a.weight - b.weight || (a.stem < b.stem ? -1 : 1))
writeFileSync(out, source(weights.map(({ stem, weight }) => `${stem} ${weight}`)))
console.log(
  `${weights.length} words; first ${weights
    .slice(0, 8)
    .map(({ stem }) => stem)
    .join(', ')}`,
)

function sharesOf(name: string): Map<string, number> {
  const rows = parseQueries(readFileSync(`${folder}/${name}/queries.jsonl`, 'utf8'), name)
  const usable = rows.filter(({ split }) => split !== 'test')
  const seen = name === 'sealtools' ? usable.slice(0, Math.floor(usable.length * 0.8)) : usable
  const texts = [...new Set(seen.map(({ text }) => text))]
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const stem of new Set(terms(text).map((term) => term.stem)))
      counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return new Map([...counts].map(([stem, count]) => [stem, count / texts.length]))
}

function weightOf(stem: string): number {
  const [, second] = shares.map((set) => set.get(stem) ?? 0).sort((a, b) => a - b)
  return Math.sqrt(Math.log(1 / Math.max(RARE, second ?? 0)) / Math.log(1 / RARE))
}

function source(entries: readonly string[]): string {
  const lines = ['']
  for (const entry of entries) {
    const last = lines.at(-1)!
    if (last.length + entry.length + 1 > LINE) lines.push(entry)
    else lines[lines.length - 1] = last === '' ? entry : `${last} ${entry}`
  }
  return `/** Stems and their weights in hundredths, commonest first. Written by \`npm run model:task-words\`; do not edit. */
export const TASK_WORDS =
${lines.map((line, at) => `  '${line}${at < lines.length - 1 ? " ' +" : "'"}`).join('\n')}
`
}
