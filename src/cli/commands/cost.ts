import { CribError } from '../../errors.js'
import { loadTokenCounter } from '../../tokens/loadTokenCounter.js'
import { billingFor } from '../../tokens/render/billingFor.js'
import { PROVIDERS, type Provider } from '../../tokens/render/Provider.js'
import type { ToolTokens } from '../../tokens/render/ToolTokens.js'
import { type Catalog, createCatalog } from '../../tool/Catalog.js'
import type { CliIo } from '../CliIo.js'
import { type CostDocument, type CountedBilling, countCatalog, sentDefinitions } from '../costDocument.js'
import { jsonText } from '../escapeText.js'
import { EXIT } from '../exitCodes.js'
import { leftOut } from '../leftOut.js'
import { readSources } from '../readSources.js'
import { createStyle } from '../Style.js'
import type { SourceArgs } from '../sourceOptions.js'
import { costView } from '../views/costView.js'
import { warn } from '../warn.js'

/** Arguments of `toolcrib cost`. */
export interface CostArgs extends SourceArgs {
  /** The model that is billed. Default: one of each provider. */
  model?: string
  /** How tools are put before it. Default: all ways, or with `model` its own. */
  provider?: Provider[]
  /** Whether the provider's count endpoint is asked too; needs `model`. */
  exact?: boolean
  /** How many of the most expensive tools to show, 0 or more. Default 10; with `--json` all. */
  top?: number
  json?: boolean
}

/** `toolcrib cost`: prints what tools cost as providers bill them. Resolves to the exit code. */
export async function cost(args: CostArgs, io: CliIo): Promise<number> {
  const billings = await billingsOf(args)
  const count = args.exact === true ? await exactCounter(args, io) : undefined
  const set = await readSources(args, io)
  const catalog = createCatalog(set.sources, 'skip')
  const counted = countCatalog(catalog, billings, set.servers)
  await addExact(counted.billings, catalog, count)
  const document: CostDocument = {
    ...counted,
    tools: counted.tools.slice(0, args.top ?? (args.json === true ? undefined : 10)),
    broken: leftOut(set, catalog),
    warnings: set.warnings,
  }
  io.stdout.write(args.json === true ? jsonText(document) : costView(document, createStyle(io)))
  warn({ ...document, leftOut: document.broken }, io)
  const lost = document.broken.length > 0 || document.servers.some(({ status }) => status === 'failed')
  return lost ? EXIT.incomplete : EXIT.ok
}

async function billingsOf({ model, provider }: CostArgs): Promise<CountedBilling[]> {
  const providers = provider ?? (model === undefined ? PROVIDERS : [undefined])
  const billings = [...new Set(providers)].map((one) => billingFor({ model, provider: one }))
  return Promise.all(
    billings.map(async (billing) => ({ billing, counter: await loadTokenCounter(billing.tokenizer) })),
  )
}

/** Asks the provider's endpoint about a list. */
type ExactCount = (catalog: Catalog) => Promise<ToolTokens>

async function addExact(
  billings: CostDocument['billings'],
  catalog: Catalog,
  count: ExactCount | undefined,
): Promise<void> {
  if (count === undefined || catalog.tools.length === 0) return
  const [billing] = billings
  billing!.exact = await count(catalog)
}

async function exactCounter({ model, provider }: CostArgs, io: CliIo): Promise<ExactCount> {
  if (model === undefined || provider !== undefined)
    throw new CribError(
      'usage',
      '--exact asks the provider of one model. Give --model ID, and leave --provider out.',
      { details: { argument: '--exact' } },
    )
  const { providerCounterFrom } = await import('../providerCounterFrom.js')
  const counter = await providerCounterFrom(model, io)
  return (catalog) => counter.count(sentDefinitions(catalog), { signal: io.signal })
}
