import { describe, expect, it } from 'vitest'
import { parseGatewaySection } from '../../../src/mcp/gateway/parseGatewaySection.js'

describe('parseGatewaySection', () => {
  it('reads the section beside the servers, comments and trailing commas allowed', () => {
    const text =
      '\uFEFF{ "mcpServers": {}, // ours\n "toolcrib": { "trusted": ["a"], "profiles": { "p": { "task": "x", } } } }'
    expect(parseGatewaySection(text, 'mcp.json')).toEqual({ trusted: ['a'], profiles: { p: { task: 'x' } } })
  })

  it('is empty without one', () => {
    expect(parseGatewaySection('{ "mcpServers": {} }', 'mcp.json')).toEqual({})
    expect(parseGatewaySection('[]', 'mcp.json')).toEqual({})
  })

  it.each([
    ['{ "toolcrib": 5 }', 'toolcrib'],
    ['{ "toolcrib": { "pinend": [] } }', 'pinend'],
    ['{ "toolcrib": { "profiles": { "p": { "maxTools": 0 } } } }', 'toolcrib.profiles.p.maxTools'],
  ])('names what is wrong in %s', (text, where) => {
    expect(() => parseGatewaySection(text, 'mcp.json')).toThrow(where)
    expect(() => parseGatewaySection(text, 'mcp.json')).toThrow('mcp.json is wrong at')
  })
})
