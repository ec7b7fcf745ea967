import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { baselineOf, figuresOf } from '../../bench/baseline/Baseline.js'
import { type BenchFigure, meanFigure } from '../../bench/baseline/BenchFigure.js'
import { baselineText, readBaseline, readBaselines } from '../../bench/baseline/baselineFiles.js'
import { comparisons, README, RESULTS_PAGE } from '../../bench/baseline/ofRun.js'
import { DEFAULT_SUITES } from '../../bench/parseArguments.js'
import { benchDocument } from '../../bench/report/benchDocument.js'
import { withSummary } from '../../bench/report/readmeSummary.js'
import { resultsPage } from '../../bench/report/resultsPage.js'
import { writeReport } from '../../bench/report/writeReport.js'
import { checkReport, renderHtml, renderJson, renderMarkdown } from '../../src/report/index.js'

const made = {
  command: 'c',
  version: '1.2.3',
  node: 'v20',
  machine: 'a machine',
  seed: 0,
  data: { 'queries.jsonl': 'aa' },
}
const figure = (of: string, right: number): BenchFigure =>
  meanFigure(
    { of, metric: 'recall@5' },
    { tasks: 't', values: Array.from({ length: 100 }, (_, at) => (at < right ? 1 : 0)) },
  )
const section = { id: 'ranking', title: 'Ranking', text: ['Words.'], command: 'npm run bench -- ranking' }
const figures = [figure('oracle', 100), figure('rival', 90), figure('toolcrib', 50)]

describe('the results page', () => {
  const page = resultsPage(
    new Map([['ranking', baselineOf('ranking', figures, { made, sections: [section] })]]),
  )

  test('begins with what is lost, names the command of every section and what was not measured', () => {
    expect(page).toMatch(/\| ranking \| recall@5 \| +rival \| +90\.0 \| +50\.0 \| <\.001 \| +yes \|/)
    expect(page.indexOf('Where the default loses')).toBeLessThan(page.indexOf('## Ranking'))
    expect(page).toContain('Printed by `npm run bench -- ranking`.')
    expect(page).toContain('Not measured yet: routing, selection')
    expect(page).toContain('- queries.jsonl: `aa`')
  })

  test('docs/results.md is made of the committed baselines, and of all of them', () => {
    const baselines = readBaselines()
    expect(DEFAULT_SUITES.filter((suite) => !baselines.has(suite))).toEqual([])
    expect(readFileSync(RESULTS_PAGE, 'utf8')).toBe(resultsPage(baselines))
  })

  test('the README has their summary, and a place for it', () => {
    const readme = readFileSync(README, 'utf8')
    expect(withSummary(readme, readBaselines())).toBe(readme)
    expect(readme).toMatch(/\| toolcrib +\|/)
    expect(() => withSummary('# toolcrib', readBaselines())).toThrow('no place')
  })

  test('every committed baseline is as the program writes it', () => {
    for (const [suite, baseline] of readBaselines()) {
      const file = new URL(`../../bench/baselines/${suite}.json`, import.meta.url)
      expect(readFileSync(file, 'utf8')).toBe(baselineText(baseline))
    }
  })
})

describe('the report of a run', () => {
  const facts = {
    command: 'npm run bench -- --split test',
    version: '1.2.3',
    machine: 'a machine',
    inputs: { seed: 0 },
  }
  const document = benchDocument([{ suite: 'ranking', figures, sections: [section] }], facts)

  test('is sound, and says plainly who is ahead', () => {
    expect(checkReport(JSON.parse(renderJson(document)))).toEqual(document)
    expect(document.verdict).toMatchObject({
      tone: 'caution',
      headline: 'The default finds 50.0 % of the needed tools among its first five: place 2 of 2.',
    })
    expect(document.verdict!.grounds.join(' ')).toContain('beyond chance: rival')
    expect(document.sections.map(({ id }) => id)).toEqual(['losses', 'ranking'])
    expect(renderMarkdown(document)).toContain('## Where the default loses')
    expect(document.made.command).toBe(facts.command)
    expect(document.sections[0]!.command).toBe(facts.command)
    expect(renderHtml(document)).toContain('place 2 of 2')
  })

  test('is content where nobody is ahead, and silent where recall@5 was not measured', () => {
    const alone = [{ suite: 'ranking', figures: [figure('toolcrib', 50), figure('x', 1)], sections: [] }]
    expect(benchDocument(alone, facts).verdict).toMatchObject({ tone: 'good' })
    expect(benchDocument([{ suite: 'x', figures: [], sections: [] }], facts).verdict).toBeUndefined()
  })
})

test('a report has three forms', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-report-'))
  const document = benchDocument([{ suite: 'ranking', figures, sections: [section] }], {
    command: 'c',
    version: '1',
    machine: 'm',
    inputs: {},
  })
  await writeReport(document, `${folder}/deep`)
  const read = (name: string) => readFileSync(`${folder}/deep/${name}`, 'utf8')
  expect(JSON.parse(read('report.json'))).toEqual(document)
  expect(read('summary.md')).toBe(renderMarkdown(document))
  expect(read('report.html')).toContain('<script type="application/json" id="_document">')
  rmSync(folder, { recursive: true })
})

test('a comparison of a run with itself finds nothing, and one without a baseline says so', () => {
  const baseline = readBaseline('economics')!
  const run = { text: '', data: {}, passed: true, sections: [section], figures: figuresOf(baseline) }
  const [same, none, ...rest] = comparisons([
    { suite: 'economics', run },
    { suite: 'heap', run },
    { suite: 'gate', run: { text: '', data: {}, passed: true } },
  ])
  const count = baseline.figures.length
  expect(same).toContain(`${count} of ${count} figures are the same.`)
  expect(none).toBe('## heap: there is no baseline; --write-baseline makes one')
  expect(rest).toEqual([])
})

test('sections of the committed baselines make a sound report', () => {
  const suites = [...readBaselines()]
    .filter(([suite]) => suite !== 'smoke')
    .map(([suite, { sections }]) => ({ suite, figures: [], sections }))
  const document = benchDocument(suites, { command: 'c', version: '1', machine: 'm', inputs: {} })
  expect(checkReport(document)).toEqual(document)
})
