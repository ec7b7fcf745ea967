/** What the defences found in a catalog: tools whose texts are written to be chosen. All lists by tool id. */
export interface Discounted {
  /** Tools with sentences about which tool to choose; these are not ranked on. */
  toolChoice: readonly { id: string; sentences: readonly string[] }[]
  /** Tools whose description lists words: how many `terms` are not ranked on because of that, 1 or more. */
  wordLists: readonly { id: string; terms: number }[]
  /** Tools that repeat one that was registered earlier: only one of such a group stands in a ranking. */
  nearCopies: readonly { id: string; copyOf: string }[]
  /**
   * Tools whose description is so long, or has so endless a sentence, that its words together count for less than half:
   * `counted` of them, 0 to 0.5.
   */
  crowded: readonly { id: string; counted: number }[]
}
