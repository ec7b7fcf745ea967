import { z } from 'zod'
import { CribError, refuseUnknownOptions } from '../errors.js'
import { showValue } from '../text/showValue.js'
import type { PlanOptions } from './Plan.js'
import { PLAN_LIMITS } from './planLimits.js'

const tokens = z.int().min(0).max(PLAN_LIMITS.tokens)
const some = tokens.min(1)
const count = z.int().min(1).max(PLAN_LIMITS.count)
const seconds = z.number().min(0)
const share = z.number().min(0).max(1)

/** Shape of the options; `tools` needs all that has no default. */
const schema = z.strictObject({
  model: z.string(),
  tools: z.strictObject({
    all: some,
    selected: some,
    described: tokens,
    appended: tokens.optional(),
    found: tokens.optional(),
    meta: some.optional(),
    searchTool: some.optional(),
    searchAnswer: tokens.optional(),
    describeAnswer: tokens.optional(),
  }),
  conversation: z
    .strictObject({
      turns: count.optional(),
      systemTokens: tokens.optional(),
      historyTokens: tokens.optional(),
      userTokens: tokens.optional(),
      outputTokens: tokens.optional(),
      toolCallsPerTurn: z.int().min(0).max(PLAN_LIMITS.count).optional(),
      callTokens: tokens.optional(),
      toolResultTokens: tokens.optional(),
      turnsPerTask: count.optional(),
      secondsBetweenTurns: seconds.optional(),
      secondsPerRequest: seconds.optional(),
      cache: z.enum(['short', 'long', 'off']).optional(),
      sharedPrefix: z.boolean().optional(),
    })
    .optional(),
  prices: z.map(z.string(), z.looseObject({})).optional(),
  recall: z
    .strictObject({
      fixed: share.optional(),
      'per-turn': share.optional(),
      append: share.optional(),
      'append-inline': share.optional(),
      'meta-tools': share.optional(),
      deferred: share.optional(),
    })
    .optional(),
  targetRecall: z.number().gt(0).max(1).optional(),
})

/**
 * Checks the options of `planConversation`.
 *
 * @throws CribError `option-unknown` for a key at the top that is not known, else `option-invalid` naming option and value
 */
export function checkPlanOptions(options: PlanOptions): void {
  const result = schema.safeParse(options)
  if (result.success) return
  if (typeof options === 'object' && options !== null)
    refuseUnknownOptions('plan', options, Object.keys(schema.shape))
  const issue = result.error.issues[0]
  const option = issue?.path.join('.') || 'object'
  const value = issue?.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    options,
  )
  const message = `The option ${option} of plan is ${showValue(value)}: ${issue?.message ?? 'not valid'}.`
  throw new CribError('option-invalid', message, { details: { option, value } })
}
