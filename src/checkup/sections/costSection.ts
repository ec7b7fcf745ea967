import type { ReportSection } from '../../report/ReportDocument.js'
import type { CheckupInput } from '../CheckupInput.js'
import { WINDOW_TOKENS } from '../checkupVerdict.js'
import { serverLabel } from './serverLabel.js'

/** Most tools that are listed; the page sorts and filters them. */
const MAX_TOOLS = 1_000

/** What servers and tools cost in every request. */
export function costSection({ catalog, tokens }: CheckupInput): ReportSection {
  const costs = catalog.tools
    .map(({ id, name, server }) => ({
      name,
      server: serverLabel(server),
      tokens: tokens.tools.get(id) ?? 0,
      id,
    }))
    .sort((a, b) => b.tokens - a.tokens || (a.id < b.id ? -1 : 1))
  const servers = serverCosts(costs)
  const sum = Math.max(
    1,
    costs.reduce((total, tool) => total + tool.tokens, 0),
  )
  return {
    id: 'cost',
    title: 'What your tools cost',
    text: ['All definitions are sent with every request, whether a tool is called or not.'],
    figures: [
      { label: 'Tools', value: costs.length, unit: 'count' },
      { label: 'Servers', value: servers.length, unit: 'count' },
      { label: 'In every request', value: tokens.total, unit: 'tokens' },
      {
        label: 'Of a window',
        value: tokens.total / WINDOW_TOKENS,
        unit: 'share',
        note: `taken to hold ${WINDOW_TOKENS.toLocaleString('en-US')} tokens`,
      },
    ],
    ...(servers.length > 0 && {
      plots: [
        {
          kind: 'bars' as const,
          title: 'Tokens by server',
          summary: `The dearest server is ${servers[0]!.server}, with ${Math.round((100 * servers[0]!.tokens) / sum)} % of all tokens.`,
          value: { label: 'Tokens', unit: 'tokens' as const },
          bars: servers.map(({ server, tokens: value }) => ({ label: server, value })),
        },
      ],
    }),
    tables: [
      {
        title: 'Servers',
        columns: [
          { title: 'Server', unit: 'text' },
          { title: 'Tools', unit: 'count' },
          { title: 'Tokens', unit: 'tokens' },
          { title: 'Of all', unit: 'share' },
          { title: 'Of a window', unit: 'share' },
        ],
        rows: servers.map((one) => [
          one.server,
          one.tools,
          one.tokens,
          one.tokens / sum,
          one.tokens / WINDOW_TOKENS,
        ]),
      },
      {
        title: costs.length > MAX_TOOLS ? `The ${MAX_TOOLS} dearest tools` : 'Tools',
        columns: [
          { title: 'Tool', unit: 'text' },
          { title: 'Server', unit: 'text' },
          { title: 'Tokens', unit: 'tokens' },
          { title: 'Of all', unit: 'share' },
        ],
        rows: costs.slice(0, MAX_TOOLS).map((one) => [one.name, one.server, one.tokens, one.tokens / sum]),
      },
    ],
    notes: [tokens.counted],
  }
}

interface ServerSum {
  server: string
  tools: number
  tokens: number
}

function serverCosts(costs: readonly { server: string; tokens: number }[]): ServerSum[] {
  const sums = new Map<string, ServerSum>()
  for (const { server, tokens } of costs) {
    const sum = sums.get(server) ?? { server, tools: 0, tokens: 0 }
    sums.set(server, { server, tools: sum.tools + 1, tokens: sum.tokens + tokens })
  }
  return [...sums.values()].sort((a, b) => b.tokens - a.tokens || (a.server < b.server ? -1 : 1))
}
