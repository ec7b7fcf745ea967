import type { LineSeries, ReportCell, ReportColumn, ReportSection, ReportTable } from 'toolcrib/report'
import type { ColdRow, ScaleRow } from '../suites/scaleSuite.js'

const OURS = 'toolcrib'

/** A figure of a row, and how it is shown. */
interface Figure {
  title: string
  key: 'p50' | 'p95' | 'index' | 'heap' | 'rss'
  unit: 'ms' | 'number'
}

const FIGURES: readonly Figure[] = [
  { title: 'select p50, ms', key: 'p50', unit: 'ms' },
  { title: 'select p95, ms', key: 'p95', unit: 'ms' },
  { title: 'index, ms', key: 'index', unit: 'ms' },
  { title: 'heap added, MB', key: 'heap', unit: 'number' },
  { title: 'process, MB', key: 'rss', unit: 'number' },
]

/** Time and memory by size, with ratios to ours in the same run, and what a fresh process takes. */
export function scaleSections(rows: readonly ScaleRow[], cold: readonly ColdRow[]): ReportSection[] {
  return [
    {
      id: 'scale',
      title: 'Speed and memory by size',
      text: [
        'Real definitions, from 26,000 tools on joined from halves of two; each size and contender in a process of its own. Selections are timed in turns in one process, 200 tasks once each, above 5,000 tools 60. Ratios are to toolcrib at the same size in the same run: above 1 is slower or larger.',
      ],
      plots: [latencyPlot(rows)],
      tables: [sizeTable(rows), coldTable(cold)],
      notes: [
        'toolcrib ranks, packs levels under 2,000 tokens and gives reasons; BM25, minisearch and MiniLM rank only.',
        'Heap added: typed arrays included, after a full collection, 20 selections after indexing. Memory of native code (HNSW, ONNX) shows in the process only.',
        'Index: library and model are loaded, nothing else is; toolcrib counts the tokens of every definition too. MiniLM is asked for at most 500 tools: embedding more takes minutes on a busy machine.',
      ],
      command: 'npm run bench -- scale',
    },
  ]
}

function sizeTable(rows: readonly ScaleRow[]): ReportTable {
  const columns: ReportColumn[] = [
    { title: '', unit: 'text' },
    { title: 'tools', unit: 'count' },
    ...FIGURES.flatMap(({ title, unit }): ReportColumn[] => [
      { title, unit },
      { title: 'x', unit: 'ratio' },
    ]),
  ]
  const cells = rows.map((row): ReportCell[] => {
    const ours = rows.find(({ name, tools }) => name === OURS && tools === row.tools)
    const ratio = (key: Figure['key']) => (ours === undefined || ours[key] <= 0 ? null : row[key] / ours[key])
    return [row.name, row.tools, ...FIGURES.flatMap(({ key }) => [row[key], ratio(key)])]
  })
  return { title: 'Selecting, indexing and memory', columns, rows: cells }
}

function coldTable(rows: readonly ColdRow[]): ReportTable {
  const cells = rows.map((row): ReportCell[] => {
    const ours = rows.find(({ name, tools }) => name === OURS && tools === row.tools)
    return [row.name, row.tools, row.load, row.first, ours === undefined ? null : row.first / ours.first]
  })
  return {
    title: 'A fresh process: import to first answer, median of 3',
    columns: [
      { title: '', unit: 'text' },
      { title: 'tools', unit: 'count' },
      { title: 'import, ms', unit: 'ms' },
      { title: 'first answer, ms', unit: 'ms' },
      { title: 'x', unit: 'ratio' },
    ],
    rows: cells,
  }
}

function latencyPlot(rows: readonly ScaleRow[]) {
  const names = [...new Set(rows.map(({ name }) => name))]
  const series: LineSeries[] = names.map((name) => ({
    name,
    points: rows.filter((row) => row.name === name).map(({ tools, p50 }) => ({ x: tools, y: p50 })),
  }))
  return {
    kind: 'lines' as const,
    title: 'Time of one selection',
    summary: 'Median milliseconds of a selection over the number of tools, both axes logarithmic.',
    x: { label: 'tools', unit: 'count' as const, scale: 'log' as const },
    y: { label: 'select p50', unit: 'ms' as const, scale: 'log' as const },
    series,
  }
}
