import { describe, expect, it } from 'vitest'
import { createCatalog } from '../../../src/tool/Catalog.js'
import { sharedNote } from '../../../src/tool/level/sharedNote.js'
import { NO_SHARED_PARTS, sharedParts } from '../../../src/tool/level/sharedParts.js'
import { toolAtLevel } from '../../../src/tool/level/toolAtLevel.js'
import type { Tool } from '../../../src/tool/Tool.js'

const WORKSPACE = 'The workspace to work in. Ask the user for it where it is not clear from the talk so far.'
const LICENCE = 'Needs a licence.'

/** `count` tools of a server with one parameter and one sentence in common. */
function toolsOf(
  server: string | undefined,
  count: number,
  own = (at: number) => `Does thing ${at}. ${LICENCE}`,
): readonly Tool[] {
  const tools = Array.from({ length: count }, (_, at) => ({
    name: `t${at}`,
    description: own(at),
    inputSchema: {
      type: 'object',
      properties: {
        workspace: { type: 'string', description: WORKSPACE },
        id: { type: 'string', description: 'Its id.' },
      },
      required: ['workspace'],
    },
  }))
  return createCatalog([{ ...(server === undefined ? {} : { server }), tools }]).tools
}

const partsOf = (tools: readonly Tool[], server: string | undefined = 'hub') =>
  sharedParts(tools).get(server)!

describe('sharedParts', () => {
  it('finds what stands on ten tools of a server', () => {
    const parts = partsOf(toolsOf('hub', 10))
    expect([...parts.parameters.keys()]).toEqual(['workspace'])
    expect(parts.parameters.get('workspace')).toMatchObject({ description: WORKSPACE, tools: 10 })
    expect([...parts.sentences]).toEqual([LICENCE])
    expect(partsOf(toolsOf('hub', 9))).toMatchObject({ parameters: new Map(), sentences: new Set() })
  })

  it('keeps a sentence that stands on no more than half of the tools', () => {
    const some = (at: number) => (at < 10 ? `Does thing ${at}. ${LICENCE}` : `Does thing ${at}.`)
    expect(partsOf(toolsOf('hub', 20, some)).sentences.size).toBe(0)
    expect(partsOf(toolsOf('hub', 19, some)).sentences.size).toBe(1)
  })

  it('takes the more frequent of two schemas under one name', () => {
    const other = toolsOf('hub', 25).map((tool, at): Tool => {
      const properties = { workspace: { type: 'integer', description: WORKSPACE } }
      return at < 11 ? tool : { ...tool, definition: { ...tool.definition, inputSchema: { properties } } }
    })
    expect(partsOf(other).parameters.get('workspace')).toMatchObject({ tools: 14 })
  })

  it('shares nothing among tools without a server', () => {
    expect(sharedParts(toolsOf(undefined, 12)).get(undefined)).toEqual(NO_SHARED_PARTS)
  })
})

describe('a compact tool of a server that repeats itself', () => {
  const tools = toolsOf('hub', 12)
  const shared = partsOf(tools)
  const { definition, elided } = toolAtLevel(tools[0]!, 'compact', { wireName: 't', shared })

  it('says only the first sentence of a shared parameter, and no repeated sentence', () => {
    expect(definition.description).toBe('Does thing 0.')
    expect(definition.inputSchema).toEqual({
      type: 'object',
      properties: {
        workspace: { type: 'string', description: 'The workspace to work in.' },
        id: { type: 'string', description: 'Its id.' },
      },
      required: ['workspace'],
    })
    expect(elided.map(({ what, path }) => `${what} ${path}`)).toEqual([
      'boilerplate /description',
      'boilerplate /inputSchema/properties/workspace/description',
    ])
  })

  it('leaves a parameter of the same name and another schema as it is', () => {
    const inputSchema = { properties: { workspace: { type: 'integer', description: WORKSPACE } } }
    const [other] = createCatalog([{ tools: [{ name: 'o', title: 'T', inputSchema }] }]).tools
    expect(toolAtLevel(other!, 'compact', { wireName: 'o', shared }).definition.inputSchema).toEqual(
      inputSchema,
    )
  })

  it('does not take a repeated sentence for its purpose', () => {
    const [one] = createCatalog([
      {
        tools: [
          {
            name: 'o',
            description: `${LICENCE} Sends mail.`,
            inputSchema: { properties: { to: { type: 'array', description: WORKSPACE } } },
          },
        ],
      },
    ]).tools
    expect(toolAtLevel(one!, 'signature', { wireName: 'o', shared }).definition.description).toBe(
      '(to?: any[]): Sends mail.',
    )
  })
})

it('sharedNote states each shared thing once, whole, on a line of its own', () => {
  expect(sharedNote(partsOf(toolsOf('hub', 12)))).toBe(
    `Tools of hub share:\n- workspace (12 tools): ${WORKSPACE}\n- Most: ${LICENCE}`,
  )
  expect(sharedNote(NO_SHARED_PARTS)).toBe('')
})
