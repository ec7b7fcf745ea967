import type { ToolDefinition } from '../../../tool/Tool.js'
import type { ModelFamily } from '../Provider.js'
import { providerTool } from '../providerTool.js'
import type { CountKind } from '../ToolTokens.js'

/** The count endpoint of one provider. */
export interface CountEndpoint {
  /** Base address, without a slash at its end. */
  url: string
  /** Environment variables of the key and of another base address, as the provider's own SDK reads them. */
  keyVariables: readonly string[]
  urlVariable: string
  /** Path under the base address. */
  path(model: string): string
  headers(apiKey: string): Record<string, string>
  body(model: string, tools: readonly ToolDefinition[]): object
  /** Member of the answer that has the count. */
  member: string
  /** Anthropic calls its count an estimate and gives no bound. */
  kind: CountKind
  source: string
}

/** What the tools are counted with: a request may not be empty. It is in both counts and drops out. */
const WORD = 'x'
const some = (tools: readonly ToolDefinition[], value: unknown) =>
  tools.length === 0 ? {} : { tools: value }
const listed = (family: ModelFamily, tools: readonly ToolDefinition[]) =>
  tools.map((tool) => providerTool(family, tool))

/** By family, in the forms of @anthropic-ai/sdk 1.12, openai 7.57 and the Gemini API v1beta (2026-11-23). */
export const COUNT_ENDPOINTS: Readonly<Record<ModelFamily, CountEndpoint>> = {
  anthropic: {
    url: 'https://api.anthropic.com',
    keyVariables: ['ANTHROPIC_API_KEY'],
    urlVariable: 'ANTHROPIC_BASE_URL',
    path: () => '/v1/messages/count_tokens',
    headers: (apiKey) => ({ 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' }),
    body: (model, tools) => ({
      model,
      messages: [{ role: 'user', content: WORD }],
      ...some(tools, listed('anthropic', tools)),
    }),
    member: 'input_tokens',
    kind: 'unverified',
    source: "Anthropic's count endpoint, which Anthropic calls an estimate",
  },
  openai: {
    url: 'https://api.openai.com/v1',
    keyVariables: ['OPENAI_API_KEY'],
    urlVariable: 'OPENAI_BASE_URL',
    path: () => '/responses/input_tokens',
    headers: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
    body: (model, tools) => ({ model, input: WORD, ...some(tools, listed('openai', tools)) }),
    member: 'input_tokens',
    kind: 'exact',
    source: "OpenAI's count endpoint",
  },
  gemini: {
    url: 'https://generativelanguage.googleapis.com',
    keyVariables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
    urlVariable: 'GOOGLE_GEMINI_BASE_URL',
    path: (model) => `/v1beta/models/${encodeURIComponent(model.replace(/^models\//, ''))}:countTokens`,
    headers: (apiKey) => ({ 'x-goog-api-key': apiKey }),
    body: (model, tools) => ({
      generateContentRequest: {
        model: `models/${model.replace(/^models\//, '')}`,
        contents: [{ role: 'user', parts: [{ text: WORD }] }],
        ...some(tools, [{ functionDeclarations: listed('gemini', tools) }]),
      },
    }),
    member: 'totalTokens',
    kind: 'exact',
    source: "Gemini's count endpoint",
  },
}
