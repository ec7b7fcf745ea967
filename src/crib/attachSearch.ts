import { callSearch, type SearchedList } from './callSearch.js'
import type { Handout } from './selectTools.js'

/** Gives a selection the handler of its search tool; one without that tool stays as it is. */
export function attachSearch({ selection, list, costs }: Handout, select: SearchedList['select']): void {
  const { search } = list
  const { counter, budget } = costs
  if (search === undefined) return
  selection.search = {
    name: search.definition.name,
    tokens: budget.shown(search.cost),
    call: (args, options = {}) =>
      callSearch({ args, options, counter, list: { session: list.session(), select } }),
  }
}
