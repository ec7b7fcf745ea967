import { expect, it } from 'vitest'
import { fullTokens } from '../../../src/mcp/gateway/fullTokens.js'
import { type StockEntry, viewSteps } from '../../../src/mcp/gateway/stock/StockView.js'
import { loadTokenCounter } from '../../../src/tokens/loadTokenCounter.js'
import { runSteps } from '../../../src/tool/runSteps.js'
import type { ToolDefinition } from '../../../src/tool/Tool.js'
import { createTrustState } from '../../../src/trust/TrustState.js'

function viewOf(tools: ToolDefinition[]) {
  const known = {
    key: 'shop',
    entry: '',
    capabilities: {},
    rest: {},
    prompts: [],
    resources: [],
    templates: [],
  }
  const judged = { allowed: tools, held: [], hash: '', by: createTrustState() }
  const entry: StockEntry = { known: { ...known, tools }, judged }
  return runSteps(viewSteps([entry]))
}

const TOOLS = [{ name: 'buy', description: 'Buys.' }, { name: 'sell' }]
const counter = await loadTokenCounter('o200k_base')

it('counts the list that a client would have been given', async () => {
  const list = JSON.stringify([
    { name: 'shop__buy', description: 'Buys.', inputSchema: { type: 'object' } },
    { name: 'shop__sell', inputSchema: { type: 'object' } },
  ])
  const tokens = await fullTokens(viewOf(TOOLS), counter)
  expect(Math.abs(tokens - counter.count(list))).toBeLessThanOrEqual(2)
})

it('takes the rest of a long definition for as dense as its beginning', async () => {
  const long = { name: 'talk', description: 'many words in a row '.repeat(10_000) }
  const whole = counter.count(JSON.stringify(long))
  const tokens = await fullTokens(viewOf([long]), counter)
  expect(Math.abs(tokens / whole - 1)).toBeLessThan(0.02)
})

it('adds what a counter says that knows no sure breaks', async () => {
  const letters = { name: 'letters', exact: true, count: (text: string) => text.length }
  const tokens = await fullTokens(viewOf(TOOLS), letters)
  expect(tokens).toBeGreaterThan(JSON.stringify(TOOLS).length)
})
