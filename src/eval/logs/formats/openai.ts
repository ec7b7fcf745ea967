import { contentText } from '../contentText.js'
import { type ExchangeApi, ExchangeReader } from '../ExchangeReader.js'
import { exchangeOf } from '../exchange.js'
import { type Fields, filledText, isFields, objectIn, objectsOf } from '../fields.js'
import type { LogFormat } from '../LogFormat.js'
import type { LogEvent } from '../LogTurn.js'
import { type LoggedCall, readCall } from '../readCall.js'

/** Items of the Responses API that call a tool: by this program, and by OpenAI at an MCP server. */
const ITEM_CALLS: Readonly<Record<string, (item: Fields) => LoggedCall>> = {
  function_call: ({ call_id: id, name, namespace: server, arguments: args }) => ({
    id,
    name,
    server,
    arguments: args,
  }),
  custom_tool_call: ({ call_id: id, name }) => ({ id, name }),
  mcp_call: ({ id, name, server_label: server, arguments: args }) => ({ id, name, server, arguments: args }),
}

const OUTPUTS: ReadonlySet<unknown> = new Set(['function_call_output', 'custom_tool_call_output'])

/**
 * Chat Completions, the Responses API, stored completions and batch files of both: pairs of request and response, either
 * alone, or whole conversations (`{ messages }`).
 */
export const openAiFormat: LogFormat = {
  name: 'openai',
  matches: (record) => {
    const { request, response } = exchangeOf(record)
    if (request !== undefined && conversationOf(request) !== undefined) return true
    return response !== undefined && (Array.isArray(response['choices']) || Array.isArray(response['output']))
  },
  createReader: () => new ExchangeReader(openAi),
}

const openAi: ExchangeApi = {
  eventsOfRequest: (request) => {
    const items = conversationOf(request)
    return typeof items === 'string'
      ? [{ kind: 'user', text: items }]
      : objectsOf(items).flatMap(eventsOfItem)
  },
  eventsOfResponse: (response) => answerOf(response).flatMap(eventsOfItem),
  continues: (request) => {
    const previous = filledText(request['previous_response_id'])
    return previous === undefined ? conversationKey(request) : `response ${previous}`
  },
  keysOf: (request, response) => {
    const id = Array.isArray(response?.['output']) ? filledText(response['id']) : undefined
    const conversation = request === undefined ? undefined : conversationKey(request)
    return [
      ...(id === undefined ? [] : [`response ${id}`]),
      ...(conversation === undefined ? [] : [conversation]),
    ]
  },
}

function conversationKey({ conversation }: Fields): string | undefined {
  const id = filledText(isFields(conversation) ? conversation['id'] : conversation)
  return id === undefined ? undefined : `conversation ${id}`
}

function conversationOf({ messages, input }: Fields): unknown[] | string | undefined {
  if (Array.isArray(messages)) return messages
  return Array.isArray(input) ? input : contentText(filledText(input))
}

function answerOf(response: Fields): Fields[] {
  const { choices, output, role } = response
  if (Array.isArray(choices)) {
    const [first] = objectsOf(choices)
    return first === undefined ? [] : objectsOf([first['message']])
  }
  if (Array.isArray(output)) return objectsOf(output)
  return role === 'assistant' ? [response] : []
}

/** A message of Chat Completions or an item of Responses: loggers mix them. */
function eventsOfItem(item: Fields): LogEvent[] {
  const { type, role, content } = item
  const call = ITEM_CALLS[String(type)]?.(item)
  if (call !== undefined) return [...callEvents([call]), ...resultOf(item)]
  if (OUTPUTS.has(type)) return resultEvent(item['call_id'], item['output'])
  if (role === 'tool') return resultEvent(item['tool_call_id'], content)
  if (role === 'assistant') return callEvents(callsOf(item))
  const text = role === 'user' ? contentText(content) : undefined
  return text === undefined ? [] : [{ kind: 'user', text }]
}

function callsOf({ tool_calls: calls, function_call: legacy }: Fields): LoggedCall[] {
  const called = objectsOf(calls).flatMap(({ id, function: one, custom }) => {
    const of = isFields(one) ? one : custom
    return isFields(of) ? [{ id, name: of['name'], arguments: of['arguments'] }] : []
  })
  return isFields(legacy) ? [...called, { name: legacy['name'], arguments: legacy['arguments'] }] : called
}

function callEvents(calls: readonly LoggedCall[]): LogEvent[] {
  return calls.flatMap((logged) => {
    const call = readCall(logged)
    return call === undefined ? [] : [{ kind: 'call' as const, call }]
  })
}

/** A call at an MCP server stands in one item with its result. */
function resultOf({ type, id, error }: Fields): LogEvent[] {
  const failed = type === 'mcp_call' && error !== undefined && error !== null
  return failed && typeof id === 'string' ? [{ kind: 'result', id, failed }] : []
}

/** The API has no mark for a failure; hosts that pass on results of MCP write its `isError`. */
function resultEvent(id: unknown, output: unknown): LogEvent[] {
  const call = filledText(id)
  if (call === undefined) return []
  return [{ kind: 'result', id: call, failed: objectIn(output)?.['isError'] === true }]
}
