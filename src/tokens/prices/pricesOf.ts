import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import type { ModelPrices } from './ModelPrices.js'
import { PRICES } from './PRICES.js'

/** Names that an unknown one may be meant for, at most. */
const HINTS = 3

/**
 * The row of a model.
 *
 * @param model - its id, as the table has it
 * @param table - default: the table that ships with toolcrib
 * @throws CribError `price-unknown`, naming the models with the most letter pairs in common
 */
export function pricesOf(model: string, table: ReadonlyMap<string, ModelPrices> = PRICES): ModelPrices {
  const row = table.get(model)
  if (row !== undefined) return row
  const nearest = nearestModels(model, [...table.keys()])
  throw new CribError(
    'price-unknown',
    `No price is known for the model ${showValue(model)}. The nearest names are ${nearest.join(', ')}; a file of prices can add it.`,
    { details: { model, nearest, known: [...table.keys()] } },
  )
}

/** Ids by letter pairs in common (Dice's coefficient over sets of pairs), most first, ties as the table has them. */
function nearestModels(model: string, known: readonly string[]): string[] {
  const pairs = letterPairs(String(model))
  const likeness = (id: string) => {
    const others = letterPairs(id)
    const common = [...others].filter((pair) => pairs.has(pair)).length
    return common / (pairs.size + others.size)
  }
  return known
    .map((id) => ({ id, likeness: likeness(id) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, HINTS)
    .map(({ id }) => id)
}

function letterPairs(text: string): Set<string> {
  const letters = text.toLowerCase()
  return new Set(
    Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)),
  )
}
