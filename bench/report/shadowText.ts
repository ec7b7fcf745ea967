import type { ShadowFigures } from '../suites/shadowSuite.js'
import { markdownTable } from './markdownTable.js'

const STEPS = ['list', 'call', 'turn'] as const
const ms = (value: number) => value.toFixed(2)

/** What shadow mode adds to the steps of a host. */
export function shadowText({ tools, turns, plain, shadow, logged }: ShadowFigures): string {
  const header = ['ms', 'plain p50', 'shadow p50', 'added', 'plain p95', 'shadow p95', 'added']
  const rows = STEPS.map((step) => [
    step === 'turn' ? 'both' : `a ${step}`,
    ms(plain[step].p50),
    ms(shadow[step].p50),
    ms(shadow[step].p50 - plain[step].p50),
    ms(plain[step].p95),
    ms(shadow[step].p95),
    ms(shadow[step].p95 - plain[step].p95),
  ])
  return `Shadow mode over ${tools} tools, ${turns} turns\n\n${markdownTable(header, rows)}\n\n${logged} turns were logged with a list.`
}
