import { fileURLToPath } from 'node:url'
import type { ServerEntry, StdioEntry } from '../../../../src/mcp/config/ServerEntry.js'
import { type FixtureEras, listenFixture } from '../../../fixtures/conformance/listenFixture.js'
import type { Transported } from './Observed.js'

/** The fixture over stdio. */
export function stdioFixture(eras: FixtureEras = 'both'): StdioEntry & { args: string[] } {
  const file = fileURLToPath(new URL('../../../fixtures/conformanceServer.ts', import.meta.url))
  return {
    transport: 'stdio',
    command: process.execPath,
    args: ['--import', import.meta.resolve('tsx'), file, eras],
  }
}

/** How to reach a new fixture, and what ends it. */
export async function openFixture(
  transport: Transported,
  eras: FixtureEras = 'both',
): Promise<{ entry: ServerEntry; end(): Promise<void> }> {
  if (transport === 'stdio') return { entry: stdioFixture(eras), end: async () => {} }
  const { url, end } = await listenFixture(eras)
  return { entry: { transport: 'http', url }, end }
}
