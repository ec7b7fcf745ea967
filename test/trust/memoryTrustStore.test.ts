import { expect, test } from 'vitest'
import { createMemoryTrustStore } from '../../src/trust/drivers/memoryTrustStore.js'
import { adding, describeTrustStore, namesIn } from '../contracts/trustStore.js'

describeTrustStore('memory', () => createMemoryTrustStore())

test('a memory store may begin with a state', async () => {
  const { state } = await createMemoryTrustStore().update(adding('s', 'a'))
  expect(namesIn(await createMemoryTrustStore(state).read())).toEqual(['s/a'])
})
