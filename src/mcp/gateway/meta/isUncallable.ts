import type { Tool } from '../../../tool/Tool.js'
import { needsTask, runsTasks } from '../../upstream/taskSupport.js'
import type { StockView } from '../stock/StockView.js'

/** Whether a tool runs as a task only and its server, as far as is known, does not run calls as tasks of 2025-11-25. */
export function isUncallable({ server, definition }: Tool, { servers }: StockView): boolean {
  if (!needsTask(definition)) return false
  const known = servers.get(server!)
  return known !== undefined && !runsTasks(known)
}
