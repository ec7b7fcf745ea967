import type { AttackVerdict } from '../suites/attackFloors.js'
import type { AttackRow } from '../suites/attackSuite.js'
import { markdownTable } from './markdownTable.js'

/** Clean recall@5 of every contender, and what each attack costs it, with a line for each floor. */
export function attackText(rows: readonly AttackRow[], floors: readonly AttackVerdict[]): string {
  const names = rows.flatMap((row) => ('skipped' in row ? [] : row.effects.map(({ attack }) => attack)))
  const attacks = [...new Set(names)]
  const cells = rows.map((row) => {
    const label = `${row.set}: ${row.name}`
    if ('skipped' in row) return [label, 'skipped', row.skipped]
    const loss = (name: string) => row.effects.find(({ attack }) => attack === name)?.loss
    return [label, (100 * row.clean).toFixed(1), ...attacks.map((name) => points(loss(name)))]
  })
  return [
    'Recall@5 of the right tools in %, and the points that each attack takes away',
    '',
    markdownTable(['', 'clean', ...attacks], cells),
    '',
    ...floors.map(({ text, passed }) => `${passed ? 'PASS' : 'FAIL'}  ${text}`),
  ].join('\n')
}

function points(loss: number | undefined): string {
  if (loss === undefined) return '-'
  const value = (-100 * loss).toFixed(1)
  return value === '-0.0' ? '0.0' : value
}
