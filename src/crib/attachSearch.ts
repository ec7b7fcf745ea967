import type { TokenCounter } from '../tokens/TokenCounter.js'
import { callSearch, type SearchCall } from './callSearch.js'
import type { Handout } from './selectTools.js'

/** Gives a selection the handler of its search tool; one without that tool stays as it is. */
export function attachSearch(
  { selection, list }: Handout,
  { counter, select }: { counter: TokenCounter; select: SearchCall['select'] },
): void {
  const { search } = list
  if (search === undefined) return
  selection.search = {
    name: search.definition.name,
    tokens: search.cost.tokens,
    call: (args, options = {}) => callSearch({ args, options, session: list.session(), counter, select }),
  }
}
