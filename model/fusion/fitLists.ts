import { existsSync, readFileSync } from 'node:fs'
import { ATTACKER } from '../../bench/attacks/Attack.js'
import { stuffed } from '../../bench/attacks/stuffed.js'
import { toolRows } from '../../bench/data/toolRows.js'
import { DEFENCES, type Defences } from '../../src/crib/defences.js'
import { prepareTool } from '../../src/crib/prepareTool.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import { parseToolsFile } from '../../src/tool/parseToolsFile.js'
import type { Tool } from '../../src/tool/Tool.js'
import { smallCatalogs } from './smallCatalogs.js'
import { loadTrainSources } from './trainTasks.js'
import { underAttack } from './underAttack.js'

const TASKS_PER_SET = 400

/** Terms in a row that make a list; the last is longer than any list here, so it leaves all in. */
const LENGTHS = [40, 60, 80, 100, 120, 100_000]

/** Share of honest tools that may have a list: others would pay for what attackers do. */
const MOST_TOUCHED = 0.001

/**
 * Chooses the shortest list that at most one in 1,000 honest tools of train/ has: an attacker's lists can be no longer.
 * Prints a line a length, with what the attack `stuffed` costs small catalogs of the sets, and the choice.
 */
export async function fitLists(folder: string, names: readonly string[]): Promise<void> {
  const sets = names.flatMap((name) => smallCatalogs(loadTrainSources(folder, name, TASKS_PER_SET)))
  const attacked = sets.map((set) => ({
    ...set,
    hostile: [undefined, { server: ATTACKER, tools: stuffed.tools(toolRows(set.sources)) }],
  }))
  const honest = [...names, 'mcp_pool'].flatMap((name) => toolsOf(`${folder}/${name}/tools.jsonl`))
  const touchedBy: [number, number][] = []
  for (const listTerms of LENGTHS) {
    const defences: Defences = { ...DEFENCES, listTerms }
    const [clean, under] = await underAttack(attacked, defences)
    const touched = honest.filter((tool) => prepareTool(tool, defences).lists.length > 0).length
    touchedBy.push([listTerms, touched / honest.length])
    console.log(
      `list of ${listTerms}:`.padEnd(16),
      `clean ${percent(clean!.recall)}  stuffed ${percent(under!.recall - clean!.recall)}`,
      ` places taken ${percent(under!.taken)}  honest tools touched ${touched} of ${honest.length}`,
    )
  }
  console.log('chosen: listTerms', touchedBy.find(([, share]) => share <= MOST_TOUCHED)?.[0])
}

function toolsOf(file: string): readonly Tool[] {
  if (!existsSync(file)) throw new Error(`${file} is absent`)
  return createCatalog(parseToolsFile(readFileSync(file, 'utf8'), file), 'skip').tools
}

const percent = (value: number) => (100 * value).toFixed(2)
