import type { Exceptions } from './Exceptions.js'
import type { ScenarioResult } from './ScenarioResult.js'

const COLUMNS = ['scenarios', 'passed', 'failed', 'excepted', 'checks']

/** Results of a set in a table, with the faults under it, and the reasons of those that may fail. */
export function conformanceTable(
  title: string,
  results: readonly ScenarioResult[],
  exceptions: Exceptions = {},
): string {
  const rows = [true, false].map((scored) => {
    const part = results.filter((result) => result.scored === scored)
    const lost = part.filter(({ faults }) => faults.length > 0)
    const excepted = lost.filter(({ scenario }) => scenario in exceptions).length
    const checks = part.reduce((sum, { passed }) => sum + passed, 0)
    const cells = [part.length, part.length - lost.length, lost.length - excepted, excepted, checks]
    return row(scored ? 'scored' : 'not scored', cells.map(String))
  })
  const faults = results
    .filter(({ faults }) => faults.length > 0)
    .flatMap((result) => linesOf(result, exceptions))
  return [title, row('', COLUMNS), ...rows, ...faults, ''].join('\n')
}

function row(head: string, cells: readonly string[]): string {
  return `  ${head.padEnd(12)}${cells.map((cell) => cell.padStart(10)).join('')}`
}

/** A scenario that failed: why, or in one line that it may. */
function linesOf({ scenario, faults }: ScenarioResult, exceptions: Exceptions): string[] {
  const reason = exceptions[scenario]
  return reason === undefined
    ? [`  ${scenario}`, ...faults.map((line) => `    ${line}`)]
    : [`  ${scenario} (excepted: ${reason})`]
}
