import type { Selection } from 'toolcrib'
import { type QueryRow, toGroups } from 'toolcrib/eval'

/** Whether a selection holds what a sample's label asks for. */
export interface Verdict {
  hit: boolean
  /** One sentence that names the gold. */
  text: string
}

/**
 * HIT when every gold tool (or an alternative that is as good) was handed out; for a sample that nothing fits, when
 * the selection says so.
 */
export function judge(sample: QueryRow, selection: Selection): Verdict {
  if (sample.gold.length === 0) {
    return selection.nothingFits
      ? { hit: true, text: 'no tool of these servers does this, and none was handed out' }
      : { hit: false, text: 'no tool of these servers does this, yet some were handed out' }
  }
  const rankOf = new Map(selection.items.map(({ id, rank }) => [id, rank]))
  const found = sample.gold.map((gold) => {
    const [group = []] = toGroups({ ...sample, gold: [gold], anyOf: false })
    const id = group.find((one) => rankOf.has(one))
    return { gold, id, rank: id === undefined ? undefined : rankOf.get(id) }
  })
  const words = found.map(({ gold, id, rank }) => {
    if (id === undefined) return `${gold} was not handed out`
    return id === gold ? `${gold} at rank ${rank}` : `${id} at rank ${rank}, as good as ${gold}`
  })
  const hits = found.filter(({ id }) => id !== undefined).length
  const enough = sample.anyOf === true ? hits > 0 : hits === found.length
  return { hit: enough, text: words.join('; ') }
}
