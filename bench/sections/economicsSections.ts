import type { PolicyName } from 'toolcrib'
import type { ReportCell, ReportPlot, ReportSection, ReportTable } from 'toolcrib/report'
import { HISTORIES, type MeasuredPolicies, type PricedModel } from '../suites/economicsSuite.js'
import { intervalOf } from '../suites/selectionSuite.js'

/** What the section is made of. */
export interface EconomicsFacts {
  set: string
  maxTokens: number
  measured: MeasuredPolicies
  priced: readonly PricedModel[]
  targetRecall: number
  command: string
}

/** What a conversation costs under each policy, and what the policy shows of the tools that are needed. */
export function economicsSections(facts: EconomicsFacts): ReportSection[] {
  const { set, maxTokens, measured, priced, targetRecall, command } = facts
  const { tasks, messages, tokens } = measured
  const whole = (value: number) => Math.round(value).toLocaleString('en-US')
  return [
    {
      id: 'economics',
      title: 'Money and tokens of a conversation',
      text: [
        `Recall is measured on the ${tasks} conversations of ${set} (${messages.toFixed(1)} messages of the user on average): share of the tools that the last message needs. Selections have at most ${whole(maxTokens)} tokens and 10 tools; a list that grows gets as much room again with every message.`,
        `Money is a calculation with list prices: ten turns of three tool calls, a new task every three turns, prompt caching counted, and lists of measured length (${whole(tokens.selected)} tokens a selection, ${whole(tokens.appended)} a message adds to a list that grows, ${whole(tokens.found)} a provider's search loads).`,
      ],
      plots: HISTORIES.map((history) => moneyPlot(priced, history)),
      tables: [
        policyTable(facts),
        ...HISTORIES.map((history) => moneyTable(priced, history)),
        verdictTable(priced, targetRecall),
      ],
      notes: [
        'fixed: the selection for the first message, kept. meta-tools: the ten tools that a search names first, asked with the whole conversation, where a model would write the question. deferred: the five tools of a BM25 search as Anthropic offers it.',
        'Tokens are counted with o200k_base for every model; providers count the same text differently. A policy that a provider does not offer has no price.',
      ],
      command,
    },
  ]
}

/** The first model with no history stands for the lengths, which hardly differ between models. */
function policyTable({ measured, priced }: EconomicsFacts): ReportTable {
  const { plan, model } = priced[0]!
  return {
    title: `Policies: recall, and what a turn makes ${model} process anew`,
    columns: [
      { title: '', unit: 'text' },
      { title: 'recall, %', unit: 'share' },
      { title: 'anew a turn', unit: 'tokens' },
      { title: 'read from the cache', unit: 'tokens' },
      { title: 'extra requests', unit: 'count' },
    ],
    rows: plan.policies.map(({ policy, prefillPerTurn, cached, extraRequests }) => [
      policy,
      recallCell(measured, policy),
      prefillPerTurn,
      cached,
      extraRequests,
    ]),
  }
}

function recallCell({ recall }: MeasuredPolicies, policy: PolicyName): ReportCell {
  if (policy === 'everything') return 1
  const values = recall[policy]
  const [low, high] = intervalOf(values)
  return { value: values.reduce((sum, value) => sum + value, 0) / values.length, low, high }
}

function moneyTable(priced: readonly PricedModel[], history: number): ReportTable {
  const plans = priced.filter(({ historyTokens }) => historyTokens === history)
  return {
    title: `US dollars a conversation${historyText(history)}`,
    columns: [
      { title: '', unit: 'text' },
      ...plans.map(({ model }) => ({ title: model, unit: 'dollars' as const })),
    ],
    rows: policiesOf(priced).map((policy) => [
      policy,
      ...plans.map(({ plan }) => plan.policies.find((one) => one.policy === policy)?.usd ?? null),
    ]),
  }
}

function moneyPlot(priced: readonly PricedModel[], history: number): ReportPlot {
  return {
    kind: 'bars',
    title: `Money per policy${historyText(history)}`,
    summary: 'US dollars of one conversation for each policy and model.',
    value: { label: 'US dollars', unit: 'dollars' },
    bars: policiesOf(priced).flatMap((policy) =>
      priced
        .filter(({ historyTokens }) => historyTokens === history)
        .flatMap(({ model, plan }) => {
          const usd = plan.policies.find((one) => one.policy === policy)?.usd
          return usd === undefined ? [] : [{ label: policy, value: usd, group: model }]
        }),
    ),
  }
}

/** What the plan says, where the policy has to keep a recall and where money alone decides. */
function verdictTable(priced: readonly PricedModel[], targetRecall: number): ReportTable {
  return {
    title: `Cheapest policy, and cheapest of a measured recall of ${100 * targetRecall} % or more`,
    columns: [
      { title: '', unit: 'text' },
      { title: 'history', unit: 'tokens' },
      { title: 'cheapest', unit: 'text' },
      { title: 'USD', unit: 'dollars' },
      { title: 'of everything, %', unit: 'share' },
      { title: 'keeps the recall', unit: 'text' },
      { title: 'USD', unit: 'dollars' },
      { title: 'of everything, %', unit: 'share' },
    ],
    rows: priced.map(({ model, historyTokens, plan: { policies, verdict } }) => {
      const cheapest = policies.reduce((a, b) => (b.usd < a.usd ? b : a))
      const keeping = policies.find(({ policy }) => policy === verdict.policy)!
      return [
        model,
        historyTokens,
        cheapest.policy,
        cheapest.usd,
        cheapest.ofEverything,
        keeping.policy,
        keeping.usd,
        keeping.ofEverything,
      ]
    }),
  }
}

/** In the order of the plans; those that only some models offer included. */
function policiesOf(priced: readonly PricedModel[]): PolicyName[] {
  const longest = priced.reduce((a, b) => (b.plan.policies.length > a.plan.policies.length ? b : a))
  return longest.plan.policies.map(({ policy }) => policy)
}

function historyText(history: number): string {
  return history === 0 ? '' : ` after ${history.toLocaleString('en-US')} tokens of history`
}
