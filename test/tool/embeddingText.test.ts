import { describe, expect, it } from 'vitest'
import { findBoilerplate } from '../../src/tool/boilerplate.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import { embeddingText } from '../../src/tool/embeddingText.js'
import { toolFields } from '../../src/tool/toolFields.js'

const definition = (name: string, description: string, ...parameters: string[]) => ({
  name,
  description,
  inputSchema: {
    type: 'object',
    properties: Object.fromEntries(parameters.map((key) => [key, { description: `the ${key}` }])),
  },
})

function texts(tools: object[]): string[] {
  const fields = createCatalog([{ server: 'shop', tools }]).tools.map(toolFields)
  const boilerplate = findBoilerplate(fields)
  return fields.map((one) => embeddingText(one, boilerplate))
}

describe('embeddingText', () => {
  it('has the name twice, the server, the description and the parameters', () => {
    expect(texts([definition('refundPayment', 'Gives money back.', 'payment_id')])).toEqual([
      'refund payment. refund payment (shop): Gives money back. Parameters: payment id',
    ])
  })

  it('leaves out what a large server repeats on more than 30 % of its tools', () => {
    const many = Array.from({ length: 10 }, (_, i) =>
      definition(
        `tool${i}`,
        `Does thing ${i}. Needs an account.`,
        ...(i < 4 ? ['tenant'] : []),
        ...(i < 3 ? ['rare'] : []),
      ),
    )
    const all = texts(many)
    expect(all.filter((text) => text.includes('account'))).toEqual([])
    expect(all.filter((text) => text.includes('tenant'))).toEqual([])
    expect(all.filter((text) => text.includes('rare'))).toHaveLength(3)
  })

  it('counts a sentence once a tool, however often the tool says it', () => {
    const many = Array.from({ length: 10 }, (_, i) =>
      definition(`tool${i}`, i < 3 ? 'Rarely said. Rarely said.' : `Thing ${i}.`),
    )
    expect(texts(many).filter((text) => text.includes('Rarely said. Rarely said.'))).toHaveLength(3)
  })

  it('leaves nothing out on a server of nine tools', () => {
    expect(texts(Array.from({ length: 9 }, (_, i) => definition(`tool${i}`, 'Same.', 'same')))[0]).toContain(
      'Same. Parameters: same',
    )
  })

  it('names the category beside the server', () => {
    const { tools } = createCatalog([{ server: 'shop', tools: [{ name: 'pay' }], categories: ['moneyOut'] }])
    expect(tools.map(toolFields)[0]?.server).toBe('shop moneyOut')
  })

  it('takes odd schemas for tools without parameters', () => {
    const odd = [
      { properties: [] },
      { properties: 'x' },
      { properties: null },
      { properties: { a: null, b: { description: 7 } } },
    ]
    const fields = createCatalog([
      { tools: odd.map((inputSchema, i) => ({ name: `t${i}`, inputSchema })) },
    ]).tools.map(toolFields)
    expect(fields.map((one) => one.parameters.length)).toEqual([0, 0, 0, 2])
    expect(fields[3]?.parameters[1]).toEqual({ name: 'b', description: '' })
  })
})
