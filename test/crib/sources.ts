import type { Json, ToolDefinition, ToolSource } from '../../src/tool/Tool.js'

/** A definition with these properties as its parameters. */
export const tool = (
  name: string,
  description: string,
  properties: { [key: string]: Json } = {},
): ToolDefinition => ({
  name,
  description,
  inputSchema: { type: 'object', properties },
})
export const PAYMENTS: ToolSource = {
  server: 'payments',
  tools: [
    tool('create_refund', 'Gives the money of a charge back to the customer.', {
      charge: { type: 'string', description: 'Id of the charge' },
    }),
    tool('list_invoices', 'Lists the invoices of a customer.'),
    tool('create_customer', 'Registers a new customer.'),
  ],
}
export const MAIL: ToolSource = {
  server: 'mail',
  tools: [
    tool('send_message', 'Sends an email message to a recipient.'),
    tool('search_messages', 'Finds email messages by sender or subject.'),
  ],
}
export const WEATHER: ToolSource = {
  server: 'weather',
  tools: [tool('get_forecast', 'Weather forecast for a city and day.')],
}
export const sources = [PAYMENTS, MAIL, WEATHER]
