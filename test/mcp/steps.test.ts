import { expect, it } from 'vitest'
import { viewSteps } from '../../src/mcp/gateway/stock/StockView.js'
import { catalogSteps } from '../../src/tool/Catalog.js'
import { prerequisiteSteps } from '../../src/tool/findPrerequisites.js'
import { runSteps, type Steps } from '../../src/tool/runSteps.js'
import { readingSteps } from '../../src/trust/readListing.js'
import { createTrustState } from '../../src/trust/TrustState.js'

const TOOLS = Array.from({ length: 500 }, (_, at) => ({ name: `tool_${at}`, description: 'Does.' }))
const KNOWN = { key: 's', entry: '', capabilities: {}, rest: {}, prompts: [], resources: [], templates: [] }
const SOURCES = [{ server: 's', tools: TOOLS }]

/** How often others can have their turn. */
const JUDGED = { allowed: TOOLS, held: [], hash: '', by: createTrustState() }

function turns(steps: Steps<unknown>): number {
  let count = 0
  while (!steps.next().done) count++
  return count
}

// A list of 20,000 tools keeps nobody waiting as long as no work on it takes more than one tool at a time.
it.each<[string, () => Steps<unknown>]>([
  ['reading a listing', () => readingSteps('s', TOOLS)],
  ['making a catalog', () => catalogSteps(SOURCES)],
  ['making a view', () => viewSteps([{ known: { ...KNOWN, tools: TOOLS }, judged: JUDGED }])],
  ['finding prerequisites', () => prerequisiteSteps(runSteps(catalogSteps(SOURCES)).tools, {})],
])('others have their turn after each tool: %s', (_, steps) => {
  expect(turns(steps())).toBeGreaterThanOrEqual(TOOLS.length)
})
