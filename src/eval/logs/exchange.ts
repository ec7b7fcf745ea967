import { type Fields, filledText, firstOf, isFields, objectIn } from './fields.js'

/** A request and its response, as far as a record has them. */
export interface Exchange {
  /** What joins a request and a response that stand in different records. */
  id: string | undefined
  request: Fields | undefined
  response: Fields | undefined
}

const REQUEST = ['request', 'req', 'request_body', 'requestBody', 'kwargs']
const RESPONSE = ['response', 'res', 'response_body', 'responseBody', 'output', 'completion']
const IDS = ['custom_id', 'request_id', 'requestId', 'id']

/**
 * Finds the request and the response in a record, whichever way they are wrapped: `{ request, response }`, lines of batch
 * files (`{ custom_id, body }` and `{ custom_id, response: { body } }`), `{ input, output }`, a request or a response
 * alone. Bodies may be JSON text.
 */
export function exchangeOf(record: Fields): Exchange {
  const id = filledText(firstOf(record, IDS))
  const response = bodyOf(firstOf(record, RESPONSE)) ?? listBody(record)
  const request = bodyOf(firstOf(record, REQUEST)) ?? bodyOf(record['body']) ?? bodyOf(record['input'])
  if (request !== undefined) return { id, request, response }
  if (isRequest(record)) return { id, request: record, response: response ?? bareResponse(record) }
  return { id, request: undefined, response: response ?? bareResponse(record) }
}

function bodyOf(value: unknown): Fields | undefined {
  const found = objectIn(value)
  if (found === undefined) return undefined
  return objectIn(found['body']) ?? found
}

/** `output` of the Responses API is a list, and that of some loggers a list of messages. */
function listBody({ output }: Fields): Fields | undefined {
  return Array.isArray(output) ? { output } : undefined
}

function isRequest({ messages, input }: Fields): boolean {
  return Array.isArray(messages) || Array.isArray(input) || filledText(input) !== undefined
}

function bareResponse(record: Fields): Fields | undefined {
  const { choices, type, role, content } = record
  if (Array.isArray(choices)) return record
  return (type === 'message' || role === 'assistant') && isFieldsOrList(content) ? record : undefined
}

function isFieldsOrList(value: unknown): boolean {
  return isFields(value) || Array.isArray(value)
}
