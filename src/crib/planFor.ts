import { CribError } from '../errors.js'
import type { Plan, PlanOptions } from '../plan/Plan.js'
import { planConversation } from '../plan/planConversation.js'
import type { ToolCosts, ToolCostsInput } from '../plan/ToolCosts.js'
import type { Catalog } from '../tool/Catalog.js'
import type { CatalogCosts } from './CostKeeper.js'
import { DEFAULT_LIMIT } from './defaults.js'

/** Options of `plan`. Unknown keys are the error `option-unknown`. */
export interface CribPlanOptions extends Omit<PlanOptions, 'tools'> {
  /**
   * Token costs that differ from those of the catalog. Defaults: `all` and `described` are counted; `selected` and
   * `appended` are ten tools of mean length, `found` five, `describeAnswer` three, `searchAnswer` ten names and
   * descriptions.
   */
  readonly tools?: { readonly [Key in keyof ToolCosts]?: ToolCosts[Key] | undefined } | undefined
}

/** Tools that a provider's search loads: what Anthropic's returns unless the model asks for another number. */
const FOUND_TOOLS = 5

/** Tools whose definitions an agent with meta-tools asks for in a task. Assumed. */
const DESCRIBED_TOOLS = 3

/** The plan of a conversation over a catalog. Throws `tools-empty` for one without tools, and as `planConversation` does. */
export function planFor(catalog: Catalog, costs: CatalogCosts, options: CribPlanOptions): Plan {
  if (catalog.tools.length === 0)
    throw new CribError(
      'tools-empty',
      'No tool is registered, so there is nothing to plan for. Add a source.',
    )
  const given = Object.entries(options.tools ?? {}).filter(([, value]) => value !== undefined)
  return planConversation({
    ...options,
    tools: { ...countedCosts(catalog, costs), ...Object.fromEntries(given) },
  })
}

function countedCosts({ tools }: Catalog, { counter, total }: CatalogCosts): ToolCostsInput {
  const names = tools.map(({ name, definition: { description } }) => ({ name, description }))
  const described = counter.count(JSON.stringify(names))
  const of = (tokens: number, count: number) => Math.min(tokens, Math.round((tokens * count) / tools.length))
  const selected = of(total, DEFAULT_LIMIT)
  return {
    all: total,
    described,
    selected,
    appended: selected,
    found: of(total, FOUND_TOOLS),
    describeAnswer: of(total, DESCRIBED_TOOLS),
    searchAnswer: of(described, DEFAULT_LIMIT),
  }
}
