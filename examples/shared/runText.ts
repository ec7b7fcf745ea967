import type { ExampleRun, ExampleRuns } from './runExample.js'
import type { Turn } from './ScriptedModel.js'

const tokens = (count: number) => `${count.toLocaleString('en-US')} tokens`

const line = (at: string, one: string, other: string) =>
  `${at.padEnd(4)}  ${one.padEnd(40)}  ${other}`.trimEnd()

function cell(turn: Turn | undefined): string {
  if (turn === undefined) return ''
  const tools = `${turn.tools} tools,`.padEnd(9)
  return `${tools} ${tokens(turn.tokens).padStart(12)}  ${turn.called ?? '(answers)'}`
}

const end = ({ done, outcome }: ExampleRun) => `${done ? 'done' : 'NOT DONE'}: ${outcome}`

/** Both runs as lines: what every turn put in front of the model and what it called, the sums, and what came of it. */
export function runText(wishes: readonly string[], { before, after }: ExampleRuns): string {
  const turns = Array.from({ length: Math.max(before.turns.length, after.turns.length) }, (_, at) => at)
  const saved = (100 * (1 - after.tokens / before.tokens)).toFixed(1)
  return [
    ...wishes.map((wish) => `User: ${wish}`),
    line('Turn', 'before', 'after'),
    ...turns.map((at) => line(`${at + 1}`, cell(before.turns[at]), cell(after.turns[at]))),
    line('Sum', tokens(before.tokens), `${tokens(after.tokens)} (${saved} % saved)`),
    `Before: ${end(before)}`,
    `After:  ${end(after)}`,
    '',
  ].join('\n')
}
