/** The fields of a tool in which terms are counted, the most telling first. */
export const FIELDS = ['name', 'description', 'server', 'parameter', 'parameterDescription'] as const

/** Where in a tool a term stands. */
export type Field = (typeof FIELDS)[number]

/** What a field is called in a sentence for people: `"refund" in its name`. */
export const FIELD_WORDS: Readonly<Record<Field, string>> = {
  name: 'name',
  description: 'description',
  server: 'server',
  parameter: 'parameters',
  parameterDescription: 'parameter descriptions',
}
