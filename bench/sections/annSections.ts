import type { ReportSection } from 'toolcrib/report'
import type { AnnRow } from '../suites/annSuite.js'

/** The approximate index against the exact one, by catalog. */
export function annSections(rows: readonly AnnRow[]): ReportSection[] {
  return [
    {
      id: 'ann',
      title: 'Exact against HNSW',
      text: [
        'Share of the 20 nearest tools that HNSW finds, over the bundled vectors, and the times of both.',
      ],
      tables: [
        {
          title: 'HNSW against exact',
          columns: [
            { title: '', unit: 'text' },
            { title: 'tools', unit: 'count' },
            { title: 'tasks', unit: 'count' },
            { title: 'recall@20, %', unit: 'share' },
            { title: 'exact p50, ms', unit: 'ms' },
            { title: 'hnsw p50, ms', unit: 'ms' },
            { title: 'exact build, ms', unit: 'ms' },
            { title: 'hnsw build, ms', unit: 'ms' },
          ],
          rows: rows.map(({ name, tools, tasks, recall20, exact, hnsw }) => [
            name,
            tools,
            tasks,
            recall20,
            exact.p50,
            hnsw.p50,
            exact.build,
            hnsw.build,
          ]),
        },
      ],
      command: 'npm run bench -- ann',
    },
  ]
}
