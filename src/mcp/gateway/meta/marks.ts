import type { Tool } from '../../../tool/Tool.js'
import type { StockView } from '../stock/StockView.js'
import { isUncallable } from './isUncallable.js'
import { hintsOf, metaOf } from './toolHints.js'

/** What servers may say of their tools, and how it is shown. */
const SAID: readonly (readonly [hint: string, value: boolean, shown: string])[] = [
  ['readOnlyHint', true, 'only reads'],
  ['destructiveHint', true, 'destructive'],
  ['destructiveHint', false, 'not destructive'],
  ['idempotentHint', true, 'idempotent'],
  ['openWorldHint', true, 'open world'],
]

/**
 * A tool's hints for the model: `[read]` where `call_read_tool` takes it, else what its server says of it, as that; and that
 * its own user interface is lost where it is called by name, or that it cannot be called because it runs as a task only, which
 * its server does not do.
 */
export function markOf(
  tool: Tool,
  { view, isReadOnly }: { view: StockView; isReadOnly: (tool: Tool) => boolean },
): string {
  if (isUncallable(tool, view)) return ' [cannot be called: runs as a task only]'
  const hints = hintsOf(tool.definition)
  const said = SAID.filter(([hint, value]) => hints[hint] === value).map(([, , shown]) => shown)
  const read = isReadOnly(tool) ? ' [read]' : said.length === 0 ? '' : ` [says: ${said.join(', ')}]`
  return `${read}${metaOf(tool.definition)['ui'] === undefined ? '' : ' [its UI is not shown]'}`
}
