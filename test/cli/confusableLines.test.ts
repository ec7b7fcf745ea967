import { expect, test } from 'vitest'
import type { InspectDocument } from '../../src/cli/commands/inspect.js'
import { createStyle } from '../../src/cli/Style.js'
import { confusableLines } from '../../src/cli/views/confusableLines.js'

const style = createStyle({ stdout: { write: () => true }, stderr: { write: () => true }, env: {} } as never)
const pair = (one: string, other: string) => ({
  tools: [one, other] as const,
  gap: 1,
  similarity: 0.5,
  shared: ['note'],
  separating: [['add'], []] as const,
})
const view = (confusable: InspectDocument['confusable'], limit: number) =>
  confusableLines(
    { confusable, catalog: { tools: 3, servers: 1, tokens: 1, counter: 'c' } } as InspectDocument,
    {
      limit,
      style,
    },
  )

test('groups come first, then the closest pairs, then how many more there are', () => {
  const groups = Array.from({ length: 6 }, (_, at) => [`a${at}`, `b${at}`, `c${at}`])
  const lines = view({ pairs: [pair('x', 'y\u202E'), pair('x', 'z')], groups, possible: 1_000, found: 7 }, 1)
  expect(lines).toEqual([
    'Hard to tell apart (7 pairs of 1,000, closest first)',
    ...groups.slice(0, 5).map((group) => `  group: ${group.join(', ')}`),
    '  and 1 more groups (see --json)',
    '  x | y\\u{202E} (cosine 0.50)',
    '    both: note; only x: add; only y\\u{202E}: -',
    '  and 6 more (see --json)',
    '',
  ])
})

test('nothing is said where nothing is alike', () => {
  expect(view({ pairs: [], groups: [], possible: 3, found: 0 }, 10)).toEqual([])
})
