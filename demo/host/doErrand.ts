import type { Client } from '@modelcontextprotocol/client'
import type { Errand } from './errands.js'

/** One call of the host, for people. */
export interface Step {
  /** Tool of the gateway that was called. */
  tool: string
  /** What came of it, on one line. */
  says: string
}

/** What became of an errand. */
export interface Done {
  task: string
  steps: Step[]
  done: boolean
}

/** Searches again while servers are still starting: pauses in milliseconds, and how many of them. */
const PAUSE_MS = 500
const PAUSES = 60

/** A line of an answer of `search_tools` that can be called: its name, and whether it only reads. */
const FOUND = /^[^\w\n]*([\w-]+__[\w-]+)\(.*$/gm

/** Does an errand as a host does that sees nothing but the gateway's own tools: searches, describes and calls. */
export async function doErrand(client: Client, errand: Errand): Promise<Done> {
  const steps: Step[] = []
  const use = async (tool: string, args: Record<string, unknown>, says: (text: string) => string) => {
    const text = textOf(await client.callTool({ name: tool, arguments: args }))
    steps.push({ tool, says: says(text) })
    return text
  }
  const { task } = errand
  const { name, reads, found } = await search(client, errand)
  steps.push({ tool: 'search_tools', says: found.length === 0 ? 'found nothing' : found.join(', ') })
  if (name === undefined) return { task, steps, done: false }
  await use('describe_tools', { names: [name] }, (text) => parametersOf(text))
  const args = errand.arguments[ownName(name)]!
  const answer = await use(
    reads ? 'call_read_tool' : 'call_tool',
    { name, arguments: args },
    (text) => `${name} answers ${oneLine(text)}`,
  )
  return { task, steps, done: errand.expects.test(answer) }
}

/** The first tool found that the model would take. */
async function search(client: Client, { task, arguments: known }: Errand) {
  for (let pauses = 0; ; pauses++) {
    const text = textOf(await client.callTool({ name: 'search_tools', arguments: { tasks: [task] } }))
    const lines = [...text.matchAll(FOUND)]
    const found = lines.map((line) => line[1]!)
    const taken = lines.find((line) => ownName(line[1]!) in known)
    if (taken !== undefined || pauses === PAUSES || !text.includes('not available')) {
      return { name: taken?.[1], reads: taken?.[0].includes('[read]') === true, found }
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

function ownName(name: string): string {
  return name.slice(name.indexOf('__') + 2)
}

/** Names of the parameters in a definition, as `describe_tools` gives it. */
function parametersOf(text: string): string {
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  const { inputSchema } = JSON.parse(json) as { inputSchema: { properties?: Record<string, unknown> } }
  return `takes ${Object.keys(inputSchema.properties ?? {}).join(', ')}`
}

function textOf(result: unknown): string {
  const { content } = result as { content: { type: string; text?: string }[] }
  return content.map(({ text = '' }) => text).join('\n')
}

/** The beginning of a text, on one line. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 100)
}
