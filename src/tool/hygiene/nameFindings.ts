import type { Catalog } from '../Catalog.js'
import type { Tool } from '../Tool.js'
import { groupTools } from './groupTools.js'
import type { Found } from './HygieneFinding.js'
import { cut } from './schemaParts.js'

/** What OpenAI, Anthropic and Bedrock accept as the name of a tool. */
const ACCEPTED = /^[A-Za-z0-9_-]+$/
const MAX_LENGTH = 64

/** Whether providers take the tool's name, alone and behind its server's key. */
export function nameFindings({ name, server }: Tool): Found[] {
  const rule = 'name-refused'
  const shown = `"${cut(name, MAX_LENGTH)}"`
  if (!ACCEPTED.test(name)) return [{ rule, what: `Its name ${shown} has characters that providers refuse.` }]
  if (name.length > MAX_LENGTH) return [{ rule, what: `Its name has ${name.length} characters.` }]
  const whole = `${server ?? ''}__${name}`.length
  if (server === undefined || whole <= MAX_LENGTH) return []
  const what = `With its server's key before it, ${shown} has ${whole} characters.`
  return [{ rule, what, extent: 0 }]
}

/** Names that tools of several servers have, one finding a name. */
export function nameClashes({ tools }: Catalog): (Found & { tool: Tool })[] {
  return groupTools(tools, ({ name }) => name).flatMap((group) => {
    const [tool, ...others] = group
    if (tool === undefined || others.length === 0) return []
    const what = `${group.length} tools are called "${cut(tool.name, MAX_LENGTH)}".`
    return [{ rule: 'name-clash', what, tool, others: others.map(({ id }) => id) }]
  })
}
