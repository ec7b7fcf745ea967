import { z } from 'zod'
import { CribError } from '../../errors.js'
import type { ModelPrices } from './ModelPrices.js'
import { PRICES } from './PRICES.js'

const usd = z.number().min(0)
const factor = z.number().gt(0)

const rowSchema = z.strictObject({
  provider: z.string().min(1),
  input: usd,
  output: usd,
  cacheRead: usd,
  cacheWrites: z
    .array(z.strictObject({ ttlSeconds: z.number().gt(0), usd }))
    .min(1)
    .refine(
      (writes) => writes.every(({ ttlSeconds }, at) => at === 0 || ttlSeconds > writes[at - 1]!.ttlSeconds),
      'shortest life first',
    ),
  longContext: z.strictObject({ above: z.int().min(1), input: factor, output: factor }).nullable(),
  minCacheable: z.int().min(0),
  order: z.union([
    z.tuple([z.literal('tools'), z.literal('system'), z.literal('messages')]),
    z.tuple([z.literal('system'), z.literal('tools'), z.literal('messages')]),
  ]),
  toolsMatch: z.enum(['whole', 'prefix']),
  addsToolsInMessages: z.boolean(),
  deferred: z.enum(['hidden', 'described', 'none']),
  toolPrompt: z.int().min(0),
  date: z.string().regex(/^\d{4}-\d{2}$/, 'a month, YYYY-MM'),
  source: z.string().min(1),
  verified: z.enum(['docs', 'secondary', 'unverified']),
  notes: z.array(z.string()),
})

const fileSchema = z.strictObject({
  models: z.record(z.string().min(1), rowSchema.partial().extend({ like: z.string().optional() })),
})

/**
 * Lays rows of your own over the table. `value` is `{ models: { "<id>": { ...fields } } }`: a known id keeps the fields
 * that are not given; a new one takes them from the row that `like` names, or gives all. A row that changes a price says
 * where it is from: `date`, `source` and `verified` are taken over only from what is given; without them the row is
 * `unverified`.
 *
 * @param value - parsed JSON
 * @param table - what is laid over; default: the table that ships with toolcrib
 * @throws CribError `prices-invalid` naming the path
 */
export function parsePrices(
  value: unknown,
  table: ReadonlyMap<string, ModelPrices> = PRICES,
): ReadonlyMap<string, ModelPrices> {
  const parsed = fileSchema.safeParse(value)
  if (!parsed.success) throw invalid(parsed.error.issues[0])
  const result = new Map(table)
  for (const [model, { like, ...given }] of Object.entries(parsed.data.models)) {
    const base = table.get(like ?? model)
    if (like !== undefined && base === undefined)
      throw invalid({
        path: ['models', model, 'like'],
        message: `no model of the table is called ${JSON.stringify(like)}`,
      })
    const own = { source: 'a file of your own', verified: 'unverified', notes: [], ...given }
    const row = rowSchema.safeParse({ ...withoutModel(base), ...own })
    if (!row.success) {
      const [issue] = row.error.issues
      throw invalid({
        path: ['models', model, ...(issue?.path ?? [])],
        message: issue?.message ?? 'not valid',
      })
    }
    result.set(model, { model, ...row.data })
  }
  return result
}

function withoutModel(row: ModelPrices | undefined): Partial<ModelPrices> {
  if (row === undefined) return {}
  const { model: _, ...rest } = row
  return rest
}

function invalid(issue: { path: readonly PropertyKey[]; message: string } | undefined): CribError {
  const path = issue?.path.map(String).join('.') || 'prices'
  return new CribError(
    'prices-invalid',
    `The prices do not parse: ${path}: ${issue?.message ?? 'not valid'}. docs/plan.md shows the format.`,
    { details: { path } },
  )
}
