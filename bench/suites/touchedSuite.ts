import { createCrib, type ToolSource } from 'toolcrib'

/** How many honest tools the defences discount. */
export interface Touched {
  set: string
  tools: number
  /** Tools with a sentence about which tool to choose. */
  toolChoice: number
  /** Tools whose description lists words. */
  wordLists: number
  /** Tools that repeat another one. */
  nearCopies: number
  /** Tools of whose description less than half counts. */
  crowded: number
}

/** Counts the tools of a set that the defences discount. */
export async function touchedSuite(set: string, sources: readonly ToolSource[]): Promise<Touched> {
  const crib = await createCrib({ sources, invalidTools: 'skip' })
  const { toolChoice, wordLists, nearCopies, crowded } = crib.discounted()
  await crib.close()
  return {
    set,
    tools: crib.catalog.tools.length,
    toolChoice: toolChoice.length,
    wordLists: wordLists.length,
    nearCopies: nearCopies.length,
    crowded: crowded.length,
  }
}
