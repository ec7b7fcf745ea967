import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Embedder } from '../../../src/embed/Embedder.js'
import { textOf, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

/** All texts are alike to it; a task that says "wait" has to wait for `go`. */
function patientEmbedder(): { embedder: Embedder; waits: () => number; go: () => void } {
  let waiting = 0
  let go = () => {}
  const gone = new Promise<void>((resolve) => {
    go = resolve
  })
  const embed: Embedder['embed'] = async (texts, { kind } = {}) => {
    if (kind === 'task' && texts.some((text) => text.includes('wait'))) {
      waiting++
      await gone
    }
    return texts.map(() => Float32Array.of(1, 0))
  }
  return { embedder: { id: 'patient', dimensions: 2, embed }, waits: () => waiting, go: () => go() }
}

it('a search goes on with the catalog that it began with, and nothing denied slips in meanwhile', async () => {
  const { embedder, waits, go } = patientEmbedder()
  const entry = shop.server('desk', { tools: [tool('wait_here', 'Waits for a letter.')] })
  const gateway = await shop.gateway(
    { desk: entry },
    { embedder, gate: (_, action, { name }) => (name === 'wait_secret' ? { deny: 'No.' } : 'allow') },
  )
  const client = await shop.client(await shop.http(gateway), 'modern')
  const search = async (...tasks: string[]) =>
    textOf(await client.callTool({ name: 'search_tools', arguments: { tasks } }))
  const first = search('wait for a letter', 'wait long for a letter, in secret')
  while (waits() === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  shop.write('desk', {
    tools: [tool('wait_secret', 'Waits in secret for a letter.'), tool('wait_long', 'Waits for a letter.')],
  })
  await gateway.relistOf('desk', 'none', new AbortController().signal)
  // It brings the engine to the new list.
  await gateway.crib(await gateway.view())
  go()
  const text = await first
  expect(text).toContain('desk__wait_here(')
  expect(text).toContain('desk__wait_long(')
  expect(text).not.toContain('wait_secret')
})
