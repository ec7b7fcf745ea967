import { type LogEvent, type LogTurn, MAX_HISTORY } from './LogTurn.js'

/** The turns of a conversation. What is called before the user said anything is a turn without a text. */
export function turnsOf(events: readonly LogEvent[], source: string): LogTurn[] {
  const turns: LogTurn[] = []
  const said: string[] = []
  for (const event of events) {
    if (event.kind === 'user') {
      turns.push({ text: event.text, history: said.slice(-MAX_HISTORY), calls: [], source })
      said.push(event.text)
    } else if (event.kind === 'call') {
      if (turns.length === 0) turns.push({ text: null, history: [], calls: [], source })
      turns.at(-1)!.calls.push({ ...event.call })
    } else if (event.failed) markFailed(turns, event.id)
  }
  return turns
}

function markFailed(turns: readonly LogTurn[], id: string): void {
  const call = turns.flatMap(({ calls }) => calls).find((one) => one.id === id)
  if (call !== undefined) call.failed = true
}

/** The end of a conversation that later turns can still refer to. */
export function recentEvents(events: readonly LogEvent[]): readonly LogEvent[] {
  const users = events.flatMap((event, at) => (event.kind === 'user' ? [at] : []))
  return users.length <= MAX_HISTORY + 1 ? events : events.slice(users.at(-MAX_HISTORY - 1))
}
