import { type Fields, filledText, isFields, objectsOf } from '../fields.js'
import type { LogFormat, LogReader } from '../LogFormat.js'
import { type LogTurn, MAX_HISTORY } from '../LogTurn.js'
import { RecentMap } from '../RecentMap.js'
import { anthropicEvents } from './anthropic.js'

/** Sessions that are open at a time. */
const MAX_SESSIONS = 1_000

/** What a host writes into the user's messages: output of commands, and reminders to the model. */
const HOST_MESSAGE = /^\s*(?:<(?:command|local-command|bash)-|\[Request interrupted)/
const REMINDER = /<system-reminder>[\s\S]*?(?:<\/system-reminder>|$)/g

interface Session {
  said: string[]
  turn: LogTurn
  /** Ids of its calls: a message that is streamed stands in several lines. */
  seen: Set<string>
}

/** Sessions of Claude Code and hosts that log alike: one message a line, with the session's id. */
export const sessionFormat: LogFormat = {
  name: 'anthropic',
  matches: ({ type, sessionId, message }) =>
    (type === 'user' || type === 'assistant') && typeof sessionId === 'string' && isFields(message),
  createReader: () => new SessionReader(),
}

class SessionReader implements LogReader {
  readonly #sessions = new RecentMap<Session>(MAX_SESSIONS)

  read(record: Fields, source: string): LogTurn[] {
    const { message, isMeta } = record
    if (isMeta === true || !isFields(message)) return []
    const key = keyOf(record)
    const session = this.#sessions.get(key) ?? fresh(source)
    const gone = this.#sessions.set(key, session)
    const closed = gone === undefined ? [] : [gone.turn]
    for (const event of anthropicEvents(withoutReminders(message))) {
      if (event.kind === 'user') {
        if (HOST_MESSAGE.test(event.text)) continue
        closed.push(session.turn)
        session.turn = { text: event.text, history: session.said.slice(-MAX_HISTORY), calls: [], source }
        session.said = [...session.said.slice(-MAX_HISTORY), event.text]
        session.seen.clear()
      } else if (event.kind === 'call') {
        const { id } = event.call
        if (id !== null && session.seen.has(id)) continue
        if (id !== null) session.seen.add(id)
        session.turn.calls.push(event.call)
      } else if (event.failed) {
        const call = session.turn.calls.find(({ id }) => id === event.id)
        if (call !== undefined) call.failed = true
      }
    }
    return closed
  }

  end(): LogTurn[] {
    return [...this.#sessions.values()].map(({ turn }) => turn)
  }
}

/** Work that was handed to a second agent is a conversation of its own. */
function keyOf({ sessionId, isSidechain, agentId }: Fields): string {
  return `${sessionId} ${isSidechain === true ? (filledText(agentId) ?? 'side') : ''}`
}

function fresh(source: string): Session {
  return { said: [], turn: { text: null, history: [], calls: [], source }, seen: new Set() }
}

function withoutReminders(message: Fields): Fields {
  const { content } = message
  if (typeof content === 'string') return { ...message, content: content.replace(REMINDER, '') }
  const blocks = objectsOf(content).map((block) =>
    typeof block['text'] === 'string' ? { ...block, text: block['text'].replace(REMINDER, '') } : block,
  )
  return { ...message, content: blocks }
}
