/** The fields of a tool in which terms are counted, the most telling first. */
export const FIELDS = ['name', 'description', 'server', 'parameter', 'parameterDescription'] as const

/** Where in a tool a term stands. */
export type Field = (typeof FIELDS)[number]
