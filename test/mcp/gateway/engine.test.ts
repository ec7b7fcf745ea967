import { expect, it } from 'vitest'
import type { Embedder } from '../../../src/embed/Embedder.js'
import { Engine } from '../../../src/mcp/gateway/Engine.js'
import { type StockView, viewSteps } from '../../../src/mcp/gateway/stock/StockView.js'
import { runSteps } from '../../../src/tool/runSteps.js'
import type { ToolDefinition } from '../../../src/tool/Tool.js'
import { createTrustState } from '../../../src/trust/TrustState.js'

function viewOf(...names: string[]): StockView {
  const tools: ToolDefinition[] = names.map((name) => ({ name, description: `Does ${name}.` }))
  const known = { key: 's', entry: '', capabilities: {}, rest: {}, prompts: [], resources: [], templates: [] }
  const judged = { allowed: tools, held: [], hash: '', by: createTrustState() }
  return runSteps(viewSteps([{ known: { ...known, tools }, judged }]))
}

it('takes views that arrive together one after another, and ends at the last', async () => {
  const engine = new Engine({})
  const [one, two] = [viewOf('one'), viewOf('one', 'two')]
  const [first, second] = await Promise.all([engine.over(one), engine.over(two)])
  expect(first).toBe(second)
  expect(second.catalog.tools.map(({ name }) => name)).toEqual(['one', 'two'])
  await engine.close()
  await expect(engine.over(two)).rejects.toMatchObject({ code: 'aborted' })
})

it('gives up what it makes when it is closed', async () => {
  let asked = 0
  const embed: Embedder['embed'] = async (texts, { kind } = {}) => {
    if (kind === 'tool') asked++
    await new Promise((resolve) => setTimeout(resolve, 50))
    return texts.map(() => Float32Array.of(1, 0))
  }
  const engine = new Engine({ embedder: { id: 'slow', dimensions: 2, embed } })
  const made = expect(engine.over(viewOf('one'))).rejects.toMatchObject({ code: 'aborted' })
  while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await engine.close()
  await made
})
