import { expect, it } from 'vitest'
import { ProcessTransport } from '../../../src/mcp/transport/ProcessTransport.js'
import { faultyServer } from '../fixtures.js'

it('that was closed cannot be started, since nobody would end it', async () => {
  const transport = new ProcessTransport(faultyServer('none'))
  await transport.close()
  await expect(transport.start()).rejects.toThrow(/closed before it was started/)
  expect(transport.pid).toBeUndefined()
})
