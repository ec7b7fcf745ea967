import fc from 'fast-check'
import type { ToolDefinition } from '../../../src/tool/Tool.js'

/** A flat function with an enumeration, a default and a required field. */
export const WEATHER: ToolDefinition = {
  name: 'get_weather',
  title: 'Weather',
  description: 'Tells the weather.',
  inputSchema: {
    type: 'object',
    properties: {
      place: { type: 'string', description: 'Town or post code.' },
      unit: { type: 'string', enum: ['celsius', 'fahrenheit'], default: 'celsius' },
      days: { type: 'integer', default: 3 },
    },
    required: ['place'],
  },
  outputSchema: { type: 'object' },
}

/** A function without arguments. */
export const PING: ToolDefinition = { name: 'ping', description: 'Answers.', inputSchema: { type: 'object' } }

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('Gets a thing.\n\nThen stops.', ';;;', '}]},{"', '/// ', '\n\n//'),
)
const property = fc.record(
  { type: fc.constantFrom('string', 'integer', 'object', 'array'), description: text },
  { requiredKeys: [] },
)

/** Tools with names that providers take, and any texts. */
export const anyTool: fc.Arbitrary<ToolDefinition> = fc
  .record(
    {
      name: fc.stringMatching(/^[a-zA-Z0-9_-]{1,12}$/),
      description: text,
      properties: fc.dictionary(fc.string({ maxLength: 8 }), property, { maxKeys: 4 }),
    },
    { requiredKeys: ['name'] },
  )
  .map(({ name, description, properties }) => ({
    name,
    ...(description !== undefined && { description }),
    ...(properties !== undefined && {
      inputSchema: { type: 'object', properties: { ...properties } as never },
    }),
  }))
