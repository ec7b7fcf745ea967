import { parseToolsFile, type ToolSource } from 'toolcrib'
import { parseQueries } from 'toolcrib/eval'
import { pickTools } from './pickTools.js'
import { readText } from './readText.js'
import { toolRows } from './toolRows.js'

/** Tasks that are timed. */
export const TIMED_TASKS = 200
/** Tools that are searched. */
export const SEARCHED_TOOLS = 500
/** Tools that are indexed. */
export const INDEXED_TOOLS = 5_000

/** Distinct tasks: those that are timed, and others for warming up. */
export interface SpeedTasks {
  timed: string[]
  warmUp: string[]
}

/** Splits the distinct texts of a queries file into the first 200, which are timed, and the rest. */
export async function speedTasks(file: string): Promise<SpeedTasks> {
  const texts = [...new Set(parseQueries(await readText(file), file).map((query) => query.text))]
  return { timed: texts.slice(0, TIMED_TASKS), warmUp: texts.slice(TIMED_TASKS) }
}

/** The first tools by id (code unit order), sources kept apart. */
export function firstTools(sources: readonly ToolSource[], limit: number): ToolSource[] {
  const ids = toolRows(sources).map((row) => row.id)
  return pickTools(sources, new Set(ids.sort().slice(0, limit)))
}

/** The first tools of a tools file, in its order. */
export async function toolsOfFile(file: string, limit: number): Promise<ToolSource[]> {
  const lines = (await readText(file)).split('\n').filter((line) => line.trim() !== '')
  return parseToolsFile(lines.slice(0, limit).join('\n'), file)
}
