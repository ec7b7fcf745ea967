import { contentText } from '../contentText.js'
import { type ExchangeApi, ExchangeReader } from '../ExchangeReader.js'
import { exchangeOf } from '../exchange.js'
import { type Fields, filledText, objectsOf } from '../fields.js'
import type { LogFormat } from '../LogFormat.js'
import type { LogEvent } from '../LogTurn.js'
import { readCall } from '../readCall.js'

const BLOCKS: ReadonlySet<unknown> = new Set(['tool_use', 'tool_result', 'mcp_tool_use', 'mcp_tool_result'])

/** The Messages API: pairs of request and response, or either alone. */
export const anthropicFormat: LogFormat = {
  name: 'anthropic',
  matches: (record) => {
    const { request, response } = exchangeOf(record)
    if (response?.['type'] === 'message' && Array.isArray(response['content'])) return true
    return request !== undefined && isMessagesRequest(request)
  },
  createReader: () => new ExchangeReader(anthropic),
}

const anthropic: ExchangeApi = {
  eventsOfRequest: ({ messages }) => objectsOf(messages).flatMap(anthropicEvents),
  eventsOfResponse: (response) => anthropicEvents({ ...response, role: 'assistant' }),
  // Every request holds its whole conversation.
  continues: () => undefined,
  keysOf: () => [],
}

/** What sets it apart from Chat Completions: `system` beside the messages, `input_schema`, blocks of tools. */
function isMessagesRequest({ messages, system, tools }: Fields): boolean {
  if (!Array.isArray(messages)) return false
  if (system !== undefined || objectsOf(tools).some((tool) => 'input_schema' in tool)) return true
  return objectsOf(messages).some(({ content }) => objectsOf(content).some(({ type }) => BLOCKS.has(type)))
}

/** What one message tells. Text beside results of tools is the host's reminder to the model, no new wish. */
export function anthropicEvents({ role, content }: Fields): LogEvent[] {
  const events = objectsOf(content).flatMap(eventsOfBlock)
  const text = role === 'user' && events.length === 0 ? contentText(content) : undefined
  return text === undefined ? events : [{ kind: 'user', text }]
}

function eventsOfBlock(block: Fields): LogEvent[] {
  const { type, id, name, server_name: server, tool_use_id: of, input } = block
  if (type === 'tool_use' || type === 'mcp_tool_use') {
    const call = readCall({ id, name, server, arguments: input })
    return call === undefined ? [] : [{ kind: 'call', call }]
  }
  const result = type === 'tool_result' || type === 'mcp_tool_result' ? filledText(of) : undefined
  return result === undefined ? [] : [{ kind: 'result', id: result, failed: block['is_error'] === true }]
}
