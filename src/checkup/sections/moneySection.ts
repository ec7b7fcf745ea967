import type { Plan } from '../../plan/Plan.js'
import type { ReportSection } from '../../report/ReportDocument.js'
import type { CheckupInput } from '../CheckupInput.js'
import { COMPARED_POLICIES, modelCosts } from '../modelCosts.js'

/** What a conversation costs under each way to give a model its tools, with its prompt cache and without. */
export function moneySection({ plan }: CheckupInput): ReportSection | undefined {
  if (plan === null) return undefined
  const { model, conversation } = plan
  return {
    id: 'money',
    title: 'The price of a conversation',
    text: [
      `${conversation.turns} turns of ${conversation.toolCallsPerTurn} tool calls on ${model.model}, a new task every ${conversation.turnsPerTask} turns. List prices over an assumed conversation, not a measurement; toolcrib plan takes another one.`,
    ],
    plots: [
      {
        kind: 'bars',
        title: 'Cost of a conversation',
        summary: plan.verdict.sentences[0] ?? '',
        value: { label: 'US dollars', unit: 'dollars' },
        bars: plan.policies.map(({ policy, usd }) => ({ label: policy, value: usd })),
      },
    ],
    tables: [policyTable(plan), modelTable(plan)],
    notes: [
      'By model: the tokens are the same in every row, though models count the same text differently.',
      ...plan.verdict.sentences,
      ...plan.unavailable.map(({ policy, reason }) => `${policy} is not offered: ${reason}.`),
      `Prices of ${model.date}, ${model.verified}.`,
      ...model.notes,
    ],
  }
}

function policyTable({ policies }: Plan): NonNullable<ReportSection['tables']>[number] {
  return {
    title: 'Ways to give a model its tools',
    columns: [
      { title: 'Policy', unit: 'text' },
      { title: 'Cost', unit: 'dollars' },
      { title: 'Of everything', unit: 'share' },
      { title: 'From the cache', unit: 'tokens' },
      { title: 'Anew a turn', unit: 'tokens' },
      { title: 'Requests for tools', unit: 'number' },
      { title: 'Recall', unit: 'share' },
    ],
    rows: policies.map((one) => [
      one.policy,
      one.usd,
      one.ofEverything,
      Math.round(one.cached),
      Math.round(one.prefillPerTurn),
      one.extraRequests,
      one.recall,
    ]),
  }
}

/** Two rows a model: with its prompt cache, and as if there were none. */
function modelTable(plan: Plan): NonNullable<ReportSection['tables']>[number] {
  return {
    title: 'By model, with prompt caching and without',
    columns: [
      { title: 'Model', unit: 'text' },
      { title: 'Caching', unit: 'text' },
      ...COMPARED_POLICIES.map((policy) => ({ title: policy, unit: 'dollars' as const })),
    ],
    rows: modelCosts(plan).map(({ model, cached, usd }) => [model, cached ? 'on' : 'off', ...usd]),
  }
}
