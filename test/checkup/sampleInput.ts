import type { CheckupInput } from '../../src/checkup/CheckupInput.js'
import type { EvidenceRecall } from '../../src/checkup/Evidence.js'
import { planInput } from '../../src/checkup/planInput.js'
import { planConversation } from '../../src/plan/planConversation.js'
import { createCatalog } from '../../src/tool/Catalog.js'

const exactly = (value: number) => ({ value, low: value, high: value })

/** Evidence in which `recall` of the needed tools is found, with an interval of `spread` both ways. */
export function sampleEvidence(
  recall: number,
  more: Partial<EvidenceRecall> & { spread?: number } = {},
): EvidenceRecall {
  const { spread = 0.02, ...rest } = more
  const around = { value: recall, low: recall - spread, high: Math.min(1, recall + spread) }
  return {
    kind: 'tasks',
    tasks: 100,
    leftOut: [],
    budgets: [
      { budget: 1_000, tools: 4, tokens: 900, recall: exactly(recall / 2) },
      { budget: 4_000, tools: 20, tokens: 3_900, recall: around },
    ],
    selection: {
      recall: around,
      complete: around,
      missed: exactly(100 * (1 - recall)),
      tools: 20,
      tokens: 3_900,
    },
    ten: { recall: exactly(recall), tools: 9, tokens: 2_000 },
    searchRecall: exactly(recall - 0.04),
    searchMissed: exactly(100 * (1.04 - recall)),
    servers: [{ server: 'pay', tasks: 100, recall: around }],
    misses: [{ id: 't1', text: 'pay', needed: ['pay/tool1', 'pay/tool2'], rank: null }],
    missedTools: 7,
    ...rest,
  }
}

/** A checkup of `tools` tools of `tokens` in all, priced as the CLI would. */
export function sampleInput({
  tools = 200,
  tokens = 60_000,
  evidence = [sampleEvidence(0.95)],
  priced = true,
  ...more
}: Partial<Omit<CheckupInput, 'tokens'>> & {
  tools?: number
  tokens?: number
  priced?: boolean
} = {}): CheckupInput {
  const definitions = Array.from({ length: tools }, (_, at) => ({
    name: `tool${at}`,
    description: `Does thing ${at}.`,
  }))
  const catalog = createCatalog([{ server: 'pay', tools: definitions }])
  const counted = {
    total: tokens,
    tools: new Map(catalog.tools.map(({ id }) => [id, tokens / tools])),
    counted: 'Counted by hand.',
  }
  const { tools: figures, recall } = planInput(counted, evidence[0])
  const selected = { selected: Math.min(tokens, 4_000), ...figures }
  return {
    made: { command: 'toolcrib report', version: '1.2.3' },
    catalog,
    tokens: counted,
    maxTokens: 4_000,
    evidence,
    confusable: null,
    findings: [],
    plan:
      priced && tools > 0
        ? planConversation({
            model: 'claude-sonnet-5-5',
            tools: { described: Math.floor(tokens / 4), ...selected },
            ...(recall && { recall }),
          })
        : null,
    lost: [],
    ...more,
  }
}
