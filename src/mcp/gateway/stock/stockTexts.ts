import type { StockEntry, StockView } from './StockView.js'

/** What makes a catalog another one for clients: equal texts are equal lists. */
export function viewText({ servers, catalog }: StockView): string {
  const rest = [...servers.values()].map(({ key, instructions, prompts, resources, templates, tools }) => [
    key,
    instructions,
    prompts,
    resources,
    templates,
    tools.map(({ name }) => name),
  ])
  return JSON.stringify([catalog.revision, rest])
}

/** What makes the file another one: more than what clients are told of, such as capabilities. */
export function keptText(entries: readonly StockEntry[]): string {
  return JSON.stringify(entries.map(({ known: { tools: _, ...rest }, judged }) => [rest, judged.hash]))
}
