import { CribError, refuseUnknownOptions } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import { FAMILIES, MODEL_TABLE, type ModelRow } from './modelTable.js'
import { nearestIds } from './nearestIds.js'
import { type ModelFamily, PROVIDERS, type Provider } from './Provider.js'
import type { ToolBilling } from './ToolBilling.js'

/** Options of {@link billingFor}. */
export interface BillingOptions {
  /** The model as its provider names it, dates and prefixes such as `anthropic/` included. Default: one of the provider. */
  model?: string | undefined
  /** How the tools are put before it. Default: as the model's own API does it. */
  provider?: Provider | undefined
  /** Whether the model may choose a tool or must take one, which has a longer hidden prompt at Anthropic. Default `auto`. */
  toolChoice?: 'auto' | 'forced' | undefined
}

/** Prefixes under which clouds and routers name models, and the version marks at an id's end. */
const PREFIX = /^(?:models\/|(?:[\w-]+\/)+|(?:\w+\.)?anthropic\.)/
const VERSION = /(?:[-@]\d{8}|-\d{4}-\d{2}-\d{2}|-latest|-preview|-v\d+(?::\d+)?|:\d+)+$/

/**
 * How a model is billed for tools. At least one of `model` and `provider` is given. A model of a known family that the
 * table does not have is billed as the family's newest, and `assumed` says so; an id of no known family is the error
 * `model-unknown`, which names the nearest.
 *
 * @throws CribError `option-unknown`, `option-invalid` (also for a model that the provider does not serve) and `model-unknown`
 */
export function billingFor(options: BillingOptions): ToolBilling {
  refuseUnknownOptions('billingFor', options, ['model', 'provider', 'toolChoice'])
  const { provider, toolChoice = 'auto' } = options
  if (provider !== undefined && !PROVIDERS.includes(provider)) throw invalid('provider', provider, PROVIDERS)
  if (!['auto', 'forced'].includes(toolChoice)) throw invalid('toolChoice', toolChoice, ['auto', 'forced'])
  const model = options.model ?? defaultModel(provider)
  const { row, assumed } = rowOf(model)
  const form = provider ?? row.family
  if (form !== row.family && form in FAMILIES) throw servedElsewhere(model, row, form)
  return billingOf({ model, row, form, toolChoice, assumed: assumed ?? row.assumed })
}

function defaultModel(provider: Provider | undefined): string {
  if (provider === undefined) throw invalid('provider', provider, PROVIDERS)
  const family = provider in FAMILIES ? (provider as ModelFamily) : 'openai'
  return FAMILIES[family].defaultModel
}

/** The row of an id, and what had to be assumed. Throws `model-unknown`. */
function rowOf(model: string): { row: ModelRow; assumed?: string } {
  const id = String(model).toLowerCase().replace(PREFIX, '')
  const bare = id.replace(VERSION, '')
  const known = MODEL_TABLE.filter(
    (row) => row.id === id || row.id === bare || (row.variants && id.startsWith(`${row.id}-`)),
  ).sort((a, b) => b.id.length - a.id.length)
  if (known[0] !== undefined) return { row: known[0] }
  const family = Object.values(FAMILIES).find(({ ids }) => ids.test(id))
  if (family === undefined) throw unknownModel(model, id)
  const row = MODEL_TABLE.find((one) => one.id === family.standIn)!
  return { row, assumed: `billed as ${row.id}: the table does not have ${showValue(model)}` }
}

function billingOf({
  model,
  row,
  form,
  toolChoice,
  assumed,
}: {
  model: string
  row: ModelRow
  form: Provider
  toolChoice: 'auto' | 'forced'
  assumed: string | undefined
}): ToolBilling {
  const native = form === row.family
  const { auto, forced } = row.toolPrompt ?? { auto: 0, forced: 0 }
  const { tokenizer, ownTokenizer, factor, formula } = row
  const undocumented = native && toolChoice === 'forced' && forced === null
  const note = undocumented
    ? 'hidden prompt as with toolChoice auto: that of forced is not documented'
    : assumed
  return {
    model,
    provider: form,
    tokenizer,
    ownTokenizer,
    factor,
    // Tools as plain text are no tools to the API.
    toolPrompt: native ? (toolChoice === 'forced' ? (forced ?? auto) : auto) : 0,
    ...(native && formula !== undefined && { formula }),
    source: native ? row.source : textSource(row),
    date: row.date,
    ...(note !== undefined && { assumed: note }),
  }
}

/** Where the count of tools as plain text comes from. */
function textSource({ tokenizer, ownTokenizer, factor }: ModelRow): string {
  if (ownTokenizer) return `${tokenizer}, the model's tokenizer, over the text`
  const times = factor === 1 ? '' : `, times ${factor}`
  return `${tokenizer} over the text in place of the model's own tokenizer${times}`
}

function unknownModel(model: string, id: string): CribError {
  const known = MODEL_TABLE.map((row) => row.id)
  const nearest = nearestIds(id, known)
  const message = `The model ${showValue(model)} is of no family that is known. Did you mean ${nearest.join(', ')}? For another model leave it out and count by the provider mcp or prompt.`
  return new CribError('model-unknown', message, { details: { model, nearest } })
}

function servedElsewhere(model: string, row: ModelRow, form: Provider): CribError {
  const message = `The option \`provider\` is ${showValue(form)}, but ${showValue(model)} is a model of ${row.family}. Give ${row.family}, mcp or prompt.`
  return new CribError('option-invalid', message, { details: { option: 'provider', value: form } })
}

function invalid(option: string, value: unknown, known: readonly string[]): CribError {
  const message = `The option \`${option}\` of billingFor is ${showValue(value)}; it must be one of ${known.join(', ')}.`
  return new CribError('option-invalid', message, { details: { option, value } })
}
