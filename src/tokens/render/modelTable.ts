import type { ModelFamily } from './Provider.js'
import type { FunctionFormula, ToolBilling } from './ToolBilling.js'

/** What is known of a model, by its id. */
export interface ModelRow extends Pick<ToolBilling, 'tokenizer' | 'ownTokenizer' | 'factor' | 'assumed'> {
  id: string
  family: ModelFamily
  /** Whether ids that go on with a dash (`gpt-4o-mini`) are billed alike. */
  variants: boolean
  /** Tokens of the hidden prompt about tool use, where the model may choose a tool and where it must. Default 0. */
  toolPrompt?: { auto: number; forced: number | null }
  formula?: FunctionFormula
  source: string
  /** When the source was looked at, `YYYY-MM` or `YYYY-MM-DD`. */
  date: string
}

const COOKBOOK = 'https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken'
const HARMONY = 'https://github.com/openai/harmony'
const TOOL_USE = 'https://platform.claude.com/docs/en/agents-and-tools/tool-use/overview'

/** gpt-4o and later; the cookbook gives the constants by model. */
const FORMULA: FunctionFormula = {
  perFunction: 7,
  properties: 3,
  perProperty: 3,
  enumeration: -3,
  perItem: 3,
  end: 12,
}

const openai = (id: string, more: Partial<ModelRow> = {}): ModelRow => ({
  id,
  family: 'openai',
  variants: true,
  tokenizer: 'o200k_base',
  ownTokenizer: true,
  factor: 1,
  formula: FORMULA,
  source: `formula ${COOKBOOK}, form ${HARMONY}`,
  date: '2026-11-23',
  ...more,
})

const old = (id: string) => openai(id, { tokenizer: 'cl100k_base', formula: { ...FORMULA, perFunction: 10 } })

/** No list of tokenizers that is public names these. */
const unlisted = (id: string) =>
  openai(id, {
    ownTokenizer: false,
    assumed: 'tokenizer o200k_base as of the models before: no public list names its own',
  })

/** Newer tokenizers of Anthropic make about 30 % more tokens of the same text, its documentation says. */
const NEWER = 1.3

const claude = (id: string, auto: number, more: Partial<ModelRow> & { forced?: number }): ModelRow => {
  const { forced = null, ...rest } = more
  return {
    id,
    family: 'anthropic',
    variants: false,
    tokenizer: 'o200k_base',
    ownTokenizer: false,
    factor: 1,
    toolPrompt: { auto, forced },
    source: `hidden prompt and factor ${TOOL_USE}; text counted by o200k_base in place of a tokenizer that is not public`,
    date: '2026-09',
    ...rest,
  }
}

const claudeLike = (id: string) =>
  claude(id, 286, {
    factor: NEWER,
    assumed: 'hidden prompt as of claude-opus-5-5: its own is not documented',
  })

/** The models that counting knows, by family. Edit here; every row says where it comes from, and when. */
export const MODEL_TABLE: readonly ModelRow[] = [
  ...['gpt-3.5', 'gpt-3.5-turbo', 'gpt-4'].map(old),
  ...['gpt-4o', 'gpt-4.1', 'gpt-4.5', 'o1', 'o3', 'o4', 'gpt-oss'].map((id) => openai(id)),
  ...['gpt-5', 'gpt-5.1', 'gpt-5.2', 'gpt-5.3', 'gpt-5.4', 'gpt-5.5', 'gpt-5.6'].map((id) => openai(id)),
  ...['gpt-6', 'gpt-6.1', 'gpt-6.2'].map(unlisted),
  claude('claude-opus-5-5', 286, { factor: NEWER }),
  claude('claude-opus-5', 286, { forced: 406, factor: NEWER }),
  claude('claude-opus-4-8', 290, { forced: 410, factor: NEWER }),
  claude('claude-opus-4-7', 675, { forced: 804, factor: NEWER }),
  claude('claude-opus-4-6', 497, { forced: 589 }),
  claude('claude-sonnet-4-6', 497, { forced: 589 }),
  claude('claude-opus-4-5', 496, { forced: 588 }),
  claude('claude-sonnet-4-5', 496, { forced: 588 }),
  claude('claude-haiku-4-5', 496, { forced: 588 }),
  claude('claude-sonnet-5', 354, { forced: 474, factor: NEWER }),
  ...['claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-fable-5-1', 'claude-mythos-5-1'].map(claudeLike),
  {
    id: 'gemini',
    family: 'gemini',
    variants: true,
    tokenizer: 'o200k_base',
    ownTokenizer: false,
    factor: 1,
    source: 'no published figure; declarations as JSON counted by o200k_base in place of its own tokenizer',
    date: '2026-11-23',
  },
]

/** Per family: how its ids begin, which row stands in for an id that the table does not have, and which is the default. */
export const FAMILIES: Readonly<Record<ModelFamily, { ids: RegExp; standIn: string; defaultModel: string }>> =
  {
    openai: { ids: /^(gpt-|chatgpt-|o\d)/, standIn: 'gpt-6.2', defaultModel: 'gpt-5.4' },
    anthropic: { ids: /^claude-/, standIn: 'claude-opus-5-5', defaultModel: 'claude-opus-5-5' },
    gemini: { ids: /^gemini-/, standIn: 'gemini', defaultModel: 'gemini-3.8-flash' },
  }
