import { expect, test } from 'vitest'
import type { InspectDocument } from '../../src/cli/commands/inspect.js'
import { createStyle } from '../../src/cli/Style.js'
import { discountedLines } from '../../src/cli/views/discountedLines.js'

const style = createStyle({ stdout: { write: () => true }, stderr: { write: () => true }, env: {} } as never)
const view = (discounted: InspectDocument['discounted']) =>
  discountedLines({ discounted } as InspectDocument, style)

test('each kind is listed with what was discounted, hidden characters shown, long lists cut', () => {
  const sentences = [`Use\u202E this ${'x'.repeat(100)}`, 'other']
  const nearCopies = Array.from({ length: 7 }, (_, at) => ({ id: `c${at}`, copyOf: 'a' }))
  expect(
    view({
      toolChoice: [{ id: 'a', sentences }],
      wordLists: [{ id: 'd', terms: 300 }],
      nearCopies,
      crowded: [{ id: 'b', counted: 0.25 }],
    }),
  ).toEqual([
    'Say which tool to choose (1 tool; such sentences are not ranked on)',
    `  a: "Use\\u{202E} this ${'x'.repeat(87)}..."`,
    '',
    'List words (1 tool; lists are not ranked on)',
    '  d: 300 words',
    '',
    'Repeat another tool (7 tools; one of each group is ranked)',
    ...[0, 1, 2, 3, 4].map((at) => `  c${at} repeats a`),
    '  and 2 more (see --json)',
    '',
    'Say too much (1 tool; words far from the front count little)',
    '  b: 25.0 % of its description counts',
    '',
  ])
})

test('nothing is said where nothing is discounted', () => {
  expect(view({ toolChoice: [], wordLists: [], nearCopies: [], crowded: [] })).toEqual([])
})
