import { createDesk } from '../../../src/mcp/desk/createDesk.js'
import type { DeskUserOptions } from '../../../src/mcp/desk/DeskOptions.js'
import type { DeskPort, RoutedCall } from '../../../src/mcp/desk/DeskPort.js'
import type { ToolDesk } from '../../../src/mcp/desk/ToolDesk.js'
import type { ToolDefinition } from '../../../src/tool/Tool.js'

/** A tool with parameters of type string, the first of which is required. */
export function tool(name: string, description: string, parameters: string[] = []): ToolDefinition {
  const properties = Object.fromEntries(parameters.map((key) => [key, { type: 'string' }]))
  const required = parameters.slice(0, 1)
  return { name, description, inputSchema: { type: 'object', properties, required } }
}

export const TOOLS: readonly ToolDefinition[] = [
  tool('create_refund', 'Refund a payment to the customer, in full or in part.', ['payment']),
  tool('list_payments', 'List the latest payments of a customer.', ['customer']),
  tool('send_email', 'Send an e-mail message.', ['to', 'body']),
  tool('get_weather', 'Weather forecast for a city.', ['city']),
  tool('book_flight', 'Book a flight between two airports.', ['from', 'to']),
  tool('translate_text', 'Translate a text into another language.', ['text', 'language']),
  tool('resize_image', 'Change the width and height of an image.', ['image']),
  tool('read_file', 'Read the whole content of a file.', ['path']),
]

/** What a test sees and changes of a desk's server. */
export interface FakeDesk {
  desk: ToolDesk
  /** What the server lists now. */
  tools: readonly ToolDefinition[]
  lists: number
  /** What else its list says. */
  rest: Record<string, unknown>
  sent: RoutedCall[]
  /** What the server answers. Default: the name of the tool. */
  answer: (call: RoutedCall) => unknown
}

/** A desk over one server in memory. */
export function fakeDesk(
  options: DeskUserOptions = {},
  setting: { readOnly?: string[]; trusted?: boolean; unknown?: 'send' | 'refuse' } = {},
): FakeDesk {
  const { readOnly = [], trusted = false, unknown = 'send' } = setting
  const port: DeskPort = {
    list: async () => {
      fake.lists += 1
      return { sources: [{ tools: fake.tools }], rejected: [], unavailable: [], rest: fake.rest }
    },
    send: async (call) => {
      fake.sent.push(call)
      return fake.answer(call)
    },
    routeUnlisted: (name) => ({ server: undefined, name }),
  }
  const rule = { globs: readOnly, by: 'name' as const, isTrusted: () => trusted }
  const fake: FakeDesk = {
    desk: createDesk(port, options, { readOnly: rule, unknown }),
    tools: TOOLS,
    lists: 0,
    rest: {},
    sent: [],
    answer: ({ name }) => ({ content: [{ type: 'text', text: name }] }),
  }
  return fake
}

/** The names of a result's tools. */
export function names({ tools }: { tools: readonly { name: string }[] }): string[] {
  return tools.map(({ name }) => name)
}

/** The first text of a result. */
export function textOf(result: unknown): string {
  return (result as { content: { text: string }[] }).content[0]!.text
}
