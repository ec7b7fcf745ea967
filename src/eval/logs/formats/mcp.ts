import { clipped } from '../contentText.js'
import { type Fields, filledText, firstOf, isFields, objectIn } from '../fields.js'
import type { LogFormat, LogReader } from '../LogFormat.js'
import type { LogCall, LogTurn } from '../LogTurn.js'
import { RecentMap } from '../RecentMap.js'
import { idOf, readCall } from '../readCall.js'

/** Members of a record that hold a message of JSON-RPC, where the record is not one itself. */
const WRAPPERS = ['message', 'payload', 'data', 'msg', 'rpc', 'request', 'response', 'body']

/** Where the user's request stands, if anywhere: in `_meta` of a call, or beside the message. */
const TASKS = [
  'toolcrib/task',
  'task',
  'userRequest',
  'user_request',
  'userMessage',
  'user_message',
  'prompt',
  'query',
]

const SERVERS = ['server', 'serverName', 'server_name']
const CONNECTIONS = ['connection', 'connectionId', 'session', 'sessionId', 'session_id']

/** Calls that wait for their result. */
const MAX_WAITING = 50_000
/** Connections whose last turn is open. */
const MAX_CONNECTIONS = 1_000

/** Traffic of MCP: messages of JSON-RPC, a line each, bare or wrapped. The protocol has no place for the user's request. */
export const mcpFormat: LogFormat = {
  name: 'mcp',
  matches: (record) => messagesOf(record).length > 0,
  createReader: () => new McpReader(),
}

class McpReader implements LogReader {
  readonly #waiting = new RecentMap<LogCall>(MAX_WAITING)
  readonly #turns = new RecentMap<LogTurn>(MAX_CONNECTIONS)

  read(record: Fields, source: string): LogTurn[] {
    const closed: LogTurn[] = []
    const server = filledText(firstOf(record, SERVERS))
    const connection = filledText(firstOf(record, CONNECTIONS)) ?? ''
    for (const message of messagesOf(record)) {
      const key = `${connection} ${server ?? ''} ${idOf(message['id'])}`
      if (message['method'] !== 'tools/call') this.#settle(key, message)
      else closed.push(...this.#called({ record, message, server, connection, key, source }))
    }
    return closed
  }

  end(): LogTurn[] {
    return [...this.#turns.values()]
  }

  #called(found: {
    record: Fields
    message: Fields
    server: string | undefined
    connection: string
    key: string
    source: string
  }): LogTurn[] {
    const { record, message, server, connection, key, source } = found
    const params = isFields(message['params']) ? message['params'] : {}
    // Ids count anew on every connection, so they would join calls that have nothing in common.
    const call = readCall({ name: params['name'], server, arguments: params['arguments'] })
    if (call === undefined) return []
    this.#waiting.set(key, call)
    const text = taskOf(params['_meta']) ?? taskOf(record)
    if (text === undefined) return [{ text: null, history: [], calls: [call], source }]
    const open = this.#turns.get(connection)
    if (open?.text === text) {
      open.calls.push(call)
      return []
    }
    const gone = this.#turns.set(connection, { text, history: [], calls: [call], source })
    return [open, gone].filter((turn) => turn !== undefined)
  }

  /** A call without an answer in the log is taken to have gone well. */
  #settle(key: string, { method, error, result }: Fields): void {
    const call = method === undefined ? this.#waiting.get(key) : undefined
    if (call === undefined) return
    this.#waiting.delete(key)
    call.failed = isFields(error) || (isFields(result) && result['isError'] === true)
  }
}

function taskOf(fields: unknown): string | undefined {
  if (!isFields(fields)) return undefined
  const text = TASKS.map((name) => filledText(fields[name])).find((value) => value !== undefined)
  return text === undefined ? undefined : clipped(text.trim())
}

function messagesOf(record: Fields): Fields[] {
  if (isMessage(record)) return [record]
  return WRAPPERS.flatMap((name) => {
    const inner = objectIn(record[name])
    return inner !== undefined && isMessage(inner) ? [inner] : []
  })
}

function isMessage({ jsonrpc, method, result, error }: Fields): boolean {
  return jsonrpc === '2.0' && (method !== undefined || result !== undefined || error !== undefined)
}
