/** Our default's name in every table. */
export const OURS = 'toolcrib'

/** Contenders that are no way to choose tools: what no selection, chance and the labels themselves give. */
export const BOUNDS: ReadonlySet<string> = new Set(['all tools', 'random', 'oracle'])
