import fc from 'fast-check'
import { expect, it } from 'vitest'
import { renderJson } from '../../src/report/renderJson.js'
import { renderMarkdown } from '../../src/report/renderMarkdown.js'
import { HOSTILE_TEXTS, withTexts } from './hostileReport.js'
import { SAMPLE_REPORT } from './sampleReport.js'

const lines = renderMarkdown(SAMPLE_REPORT).split('\n')

it('has the verdict, figures, tables with numbers at the right, and the commands', () => {
  expect(lines[0]).toBe('# Tool selection on the demo servers')
  expect(lines).toContain('**Use selection: it keeps 75 % of the needed tools at 1.3 % of the tokens.**')
  expect(lines).toContain('- Right tool first: **56.0 % [45, 67]**')
  expect(lines).toContain(
    '| MiniLM         |   1,811 |      98.6 | 50.0 [39, 61] | 77.4 [68, 86] | 67.7 [58, 77] |     68.3 |      2.3 |',
  )
  expect(lines).toContain(
    '|----------------|--------:|----------:|--------------:|--------------:|--------------:|---------:|---------:|',
  )
  expect(lines).toContain('`npm run bench -- calibration`')
  expect(lines).toContain('Made by `npm run bench -- ranking --html report.html`, toolcrib 0.1.0.')
  expect(lines).toContain('- tokenizer: o200k_base')
})

it('shows so many rows of a table, and counts the rest', () => {
  const text = renderMarkdown(SAMPLE_REPORT, { maxRows: 2 })
  expect(text).toContain('| minisearch ')
  expect(text).not.toContain('| BM25 ')
  expect(text).toContain('and 4 rows more')
  expect(() => renderMarkdown(SAMPLE_REPORT, { rows: 2 } as object)).toThrowError(/"rows".*maxRows/)
  for (const maxRows of [0, 1.5, Number.NaN])
    expect(() => renderMarkdown(SAMPLE_REPORT, { maxRows })).toThrowError(/maxRows/)
})

it('is the same Markdown around any texts: none adds a line, a cell, a link, an image or HTML', () => {
  const shape = (text: string) =>
    text
      .split('\n')
      .map((line) => (line.startsWith('|') ? line.match(/(?<!\\)(\\\\)*\|/g)!.length : line === ''))
  const plain = shape(renderMarkdown(withTexts(SAMPLE_REPORT, () => 'x')))
  const text = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
      const shown = renderMarkdown(withTexts(SAMPLE_REPORT, (_, at) => `x${texts[at % texts.length]}`))
      expect(shape(shown)).toEqual(plain)
      const outsideCode = shown.replace(/(`+)[^`](.*?[^`])??\1(?!`)/g, '')
      expect(outsideCode).not.toMatch(/<|(?<!\\)(\\\\)*\]\(/)
    }),
    { numRuns: 30 },
  )
})

it('escapes what begins a line', () => {
  const title = (text: string) => renderMarkdown({ ...SAMPLE_REPORT, summary: text }).split('\n')[2]
  expect(title('# no heading')).toBe('\\# no heading')
  expect(title('1. no list')).toBe('1\\. no list')
  expect(title('- no list')).toBe('\\- no list')
  expect(title('1.5 times my_tool _so_')).toBe('1.5 times my_tool \\_so\\_')
  expect(title('a\n\n| b')).toBe('a \\| b')
})

it('ends a code span only where the command ends', () => {
  const made = { ...SAMPLE_REPORT.made, command: 'echo `date` "``"' }
  expect(renderMarkdown({ ...SAMPLE_REPORT, made })).toContain('Made by ``` echo `date` "``" ```, toolcrib')
})

it('writes equal reports as equal JSON, whatever the order of their members', () => {
  const reversed = JSON.parse(JSON.stringify(SAMPLE_REPORT), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  )
  expect(renderJson(reversed)).toBe(renderJson(SAMPLE_REPORT))
  expect(JSON.parse(renderJson(SAMPLE_REPORT))).toEqual(SAMPLE_REPORT)
})
