/**
 * Prints the figures of docs/token-costs.md, section "How far the methods are apart": `npx tsx test/tokens/measureRender.ts`.
 * Needs the catalogs beside the checkout.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { loadTokenCounter } from '../../src/tokens/loadTokenCounter.js'
import { billingFor } from '../../src/tokens/render/billingFor.js'
import { countTools } from '../../src/tokens/render/countTools.js'
import { PROVIDERS } from '../../src/tokens/render/Provider.js'
import { publishedEstimate } from '../../src/tokens/render/publishedEstimate.js'
import type { ToolDefinition } from '../../src/tool/Tool.js'
import { sharedPath } from '../shared.js'

const catalogs = sharedPath('catalogs')
if (catalogs === undefined) throw new Error('No ../shared/catalogs: nothing to measure on.')
const tools: ToolDefinition[] = readdirSync(catalogs).flatMap(
  (file) => JSON.parse(readFileSync(`${catalogs}/${file}`, 'utf8')).tools,
)
const counter = await loadTokenCounter('o200k_base')
const texts = tools.map((tool) => JSON.stringify(tool))
for (const text of texts) counter.count(text)
const plain = time(() => {
  for (const text of texts) counter.count(text)
})
for (const provider of PROVIDERS) {
  const billing = billingFor({ provider })
  const list = countTools(billing, tools, counter)
  const took = time(() => countTools(billing, tools, counter))
  console.log(
    `${provider}: ${list.kind}, ${list.tokens} (${list.low} to ${list.high}), ${(took / plain).toFixed(2)} x the time of counting the JSON`,
  )
}

const billing = billingFor({ model: 'gpt-4o' })
const flat = tools.filter((tool) => isFlat(tool))
const harmony = countTools(billing, flat, counter).tools
const ratios = flat
  .map((tool, at) => publishedEstimate(tool, billing.formula!, counter) / harmony[at]!.tokens)
  .sort((a, b) => a - b)
const at = (share: number) => ratios[Math.floor(share * (ratios.length - 1))]!.toFixed(2)
console.log(
  `formula / harmony on ${flat.length} flat tools: p5 ${at(0.05)}, median ${at(0.5)}, p95 ${at(0.95)}`,
)

function isFlat({ inputSchema }: ToolDefinition): boolean {
  return !/"(properties|items|anyOf|oneOf|\$ref)":/.test(
    JSON.stringify(Object.values(inputSchema?.['properties'] ?? {})),
  )
}

/** Least milliseconds of three runs. */
function time(work: () => void): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const start = performance.now()
      work()
      return performance.now() - start
    }),
  )
}
