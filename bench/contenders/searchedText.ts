import type { ToolRow } from '../data/toolRows.js'

/** Tools that providers' search returns unless the model asks for more (Anthropic's documentation). */
export const SEARCH_RESULTS = 5

/** What providers' search looks through: name, description, and names and descriptions of the arguments. */
export function searchedText({ name, description, parameters, parameterDescriptions }: ToolRow): string {
  return [name, description, parameters, parameterDescriptions].join('\n')
}
