import { expect, it } from 'vitest'
import { createCrib } from '../../src/crib/createCrib.js'

const charge = {
  name: 'refund',
  description: 'Gives money back.',
  inputSchema: {
    type: 'object',
    properties: { charge: { type: 'string', pattern: '^ch_' }, cents: { type: 'integer', minimum: 1 } },
    required: ['charge'],
  },
}
const broken = {
  name: 'broken',
  inputSchema: { type: 'object', properties: { a: { $ref: 'https://example.org/a' } } },
}

it('checks against the full schema, whatever level was shown', async () => {
  const crib = await createCrib({ sources: [{ server: 'pay', tools: [charge, broken] }] })
  const { items } = await crib.select('refund the money', { levels: ['signature'], search: 'off' })
  expect(items[0]?.level).toBe('signature')
  expect(await crib.validate('pay/refund', { charge: 'ch_1', cents: 5 })).toEqual({
    checked: true,
    errors: [],
  })
  expect(await crib.validate('refund', { charge: 'x', cents: 0 })).toMatchObject({
    checked: true,
    errors: [{ path: '/charge' }, { path: '/cents' }],
  })
  expect(await crib.validate('pay/broken', {})).toMatchObject({ checked: false, reason: expect.any(String) })
  await expect(crib.validate('pay/nothing', {})).rejects.toMatchObject({ code: 'tool-unknown' })
})
