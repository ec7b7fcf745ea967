import type { ScenarioResult } from './ScenarioResult.js'

/** Results of a set in a table, with the faults under it. */
export function conformanceTable(title: string, results: readonly ScenarioResult[]): string {
  const failed = results.filter(({ faults }) => faults.length > 0)
  const rows = [true, false].map((scored) => {
    const part = results.filter((result) => result.scored === scored)
    const lost = part.filter(({ faults }) => faults.length > 0).length
    const checks = part.reduce((sum, { passed }) => sum + passed, 0)
    const cells = [part.length, part.length - lost, lost, checks]
    return `  ${(scored ? 'scored' : 'not scored').padEnd(12)}${cells.map((cell) => String(cell).padStart(10)).join('')}`
  })
  const head = `  ${''.padEnd(12)}${['scenarios', 'passed', 'failed', 'checks'].map((cell) => cell.padStart(10)).join('')}`
  const faults = failed.flatMap(({ scenario, faults: lines }) => [
    `  ${scenario}`,
    ...lines.map((line) => `    ${line}`),
  ])
  return [title, head, ...rows, ...faults, ''].join('\n')
}
