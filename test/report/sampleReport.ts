import type { ReportDocument } from '../../src/report/ReportDocument.js'

const estimate = (value: number, low: number, high: number) => ({ value, low, high })

/** Figures of docs/benchmarks.md (the demo servers) and docs/plan.md, and curves in their manner. */
export const SAMPLE_REPORT: ReportDocument = {
  format: 'toolcrib-report/1',
  title: 'Tool selection on the demo servers',
  summary:
    'Seven real MCP servers with 564 tools, ranked for 84 labelled tasks (and 10 that no tool fits), within 2,000 tokens and 10 tools.',
  made: {
    command: 'npm run bench -- ranking --html report.html',
    version: '0.1.0',
    machine: '2 x AMD EPYC, Node v20.20.2, linux x64',
    inputs: { dataset: 'datasets/demo', tasks: 84, seed: 0, resamples: '1,000', tokenizer: 'o200k_base' },
  },
  verdict: {
    headline: 'Use selection: it keeps 75 % of the needed tools at 1.3 % of the tokens.',
    tone: 'good',
    grounds: [
      'Sent whole, the 564 tools cost 126,817 tokens in every request; a selection costs 1,696 on average.',
      'The first tool is right for 56 % of the tasks, 6 points more often than with MiniLM.',
      'A tool that is missed can be found: the search tool stays in every list.',
    ],
  },
  sections: [
    {
      id: 'ranking',
      title: 'Ranking',
      text: ['Every contender ranks all tools for every task; the list is packed into the same limits.'],
      figures: [
        { label: 'Tokens saved', value: 0.987, unit: 'share', note: '126,817 to 1,696 tokens' },
        { label: 'Right tool first', value: estimate(0.56, 0.45, 0.67), unit: 'share' },
        { label: 'Recall in five', value: estimate(0.72, 0.63, 0.81), unit: 'share' },
        { label: 'Time of a ranking', value: 0.538, unit: 'ms', note: 'median over tasks' },
      ],
      plots: [
        {
          kind: 'bars',
          title: 'Right tool first, by contender',
          summary: 'toolcrib is first with 56 %, MiniLM follows with 50 %, BM25 with 46 %.',
          value: { label: 'Tasks whose first tool is right', unit: 'share', domain: [0, 1] },
          bars: [
            { label: 'all tools', value: 0.012, low: 0, high: 0.04, group: 'no model' },
            { label: 'minisearch', value: 0.357, low: 0.25, high: 0.46, group: 'no model' },
            { label: 'BM25', value: 0.464, low: 0.36, high: 0.57, group: 'no model' },
            { label: 'MiniLM', value: 0.5, low: 0.39, high: 0.61, group: 'a model' },
            { label: 'toolcrib', value: 0.56, low: 0.45, high: 0.67, group: 'a model' },
          ],
        },
        {
          kind: 'lines',
          title: 'Recall over tokens',
          summary: 'From 1,000 tokens on, toolcrib finds more of the needed tools than BM25 and MiniLM do.',
          x: { label: 'Tokens of the list', unit: 'tokens', scale: 'log' },
          y: { label: 'Share of the needed tools', unit: 'share', domain: [0, 1] },
          series: [
            curve('toolcrib', [0.31, 0.45, 0.6, 0.7, 0.754, 0.81, 0.87], 0.09),
            curve('MiniLM', [0.27, 0.39, 0.52, 0.63, 0.683, 0.76, 0.83]),
            curve('BM25', [0.26, 0.37, 0.49, 0.58, 0.639, 0.69, 0.74]),
            curve('minisearch', [0.15, 0.24, 0.33, 0.41, 0.472, 0.55, 0.61]),
          ],
        },
      ],
      tables: [
        {
          title: 'Contenders on our tasks',
          columns: [
            { title: 'Contender', unit: 'text' },
            { title: 'Tokens', unit: 'tokens' },
            { title: 'Saved', unit: 'share' },
            { title: 'Tool@1', unit: 'share' },
            { title: 'Server@1', unit: 'share' },
            { title: 'Recall@5', unit: 'share' },
            { title: 'Kept', unit: 'share' },
            { title: 'p50', unit: 'ms' },
          ],
          rows: [
            [
              'all tools',
              126817,
              0,
              estimate(0.012, 0, 0.04),
              estimate(0.036, 0, 0.08),
              estimate(0.012, 0, 0.04),
              1,
              null,
            ],
            [
              'minisearch',
              1904,
              0.985,
              estimate(0.357, 0.25, 0.46),
              estimate(0.667, 0.57, 0.76),
              estimate(0.435, 0.33, 0.55),
              0.472,
              0.57,
            ],
            [
              'BM25',
              1877,
              0.985,
              estimate(0.464, 0.36, 0.57),
              estimate(0.726, 0.63, 0.82),
              estimate(0.591, 0.49, 0.69),
              0.639,
              0.055,
            ],
            [
              'MiniLM',
              1811,
              0.986,
              estimate(0.5, 0.39, 0.61),
              estimate(0.774, 0.68, 0.86),
              estimate(0.677, 0.58, 0.77),
              0.683,
              2.3,
            ],
            [
              'toolcrib',
              1696,
              0.987,
              estimate(0.56, 0.45, 0.67),
              estimate(0.786, 0.69, 0.87),
              estimate(0.72, 0.63, 0.81),
              0.754,
              0.538,
            ],
            [
              'toolcrib, hnsw',
              1696,
              0.987,
              estimate(0.56, 0.45, 0.67),
              estimate(0.786, 0.69, 0.87),
              estimate(0.72, 0.63, 0.81),
              0.754,
              1.3,
            ],
          ],
        },
      ],
      notes: ['All tools is catalog order: what an unranked list is worth.'],
      command: 'npm run bench -- ranking',
    },
    {
      id: 'confidence',
      title: 'Confidence',
      plots: [
        {
          kind: 'lines',
          title: 'Calibration',
          summary: 'Confidence and the share of right tools agree; above 0.8 confidence is a little too low.',
          x: { label: 'Confidence', unit: 'share', domain: [0, 1] },
          y: { label: 'Share that is right', unit: 'share', domain: [0, 1] },
          diagonal: true,
          series: [
            {
              name: 'toolcrib',
              points: [0.02, 0.12, 0.27, 0.45, 0.63, 0.81, 0.94].map((x, at) => {
                const y = [0.015, 0.1, 0.29, 0.42, 0.65, 0.87, 0.97][at]!
                return { x, y, low: Math.max(0, y - 0.07), high: Math.min(1, y + 0.06) }
              }),
            },
          ],
        },
      ],
      command: 'npm run bench -- calibration',
    },
    {
      id: 'money',
      title: 'Money by policy',
      text: [
        'A conversation of ten turns with claude-sonnet-5-5, prompt caching counted: 126,817 tokens of tools, 2,000 of them selected.',
      ],
      plots: [
        {
          kind: 'bars',
          title: 'Cost of a conversation',
          summary:
            'One selection for the whole conversation is cheapest; sending every tool costs nearly six times as much.',
          value: { label: 'US dollars', unit: 'dollars' },
          bars: [
            { label: 'everything', value: 0.9669 },
            { label: 'per-turn: a selection anew in every turn', value: 0.4637 },
            { label: 'append', value: 0.3204 },
            { label: 'meta-tools', value: 0.2062 },
            { label: 'deferred', value: 0.2034 },
            { label: 'append-inline', value: 0.1921 },
            { label: 'fixed', value: 0.1681 },
          ],
        },
      ],
      notes: ['Prices are those that the package knows.'],
      command: 'toolcrib plan --model claude-sonnet-5-5',
    },
  ],
}

function curve(name: string, shares: readonly number[], half?: number) {
  const points = [250, 500, 1000, 1500, 2000, 4000, 8000].map((x, at) => {
    const y = shares[at]!
    return half === undefined ? { x, y } : { x, y, low: y - half, high: Math.min(1, y + half) }
  })
  return { name, points }
}
