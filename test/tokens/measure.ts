/**
 * Prints the figures that the token counters' documentation states: `npx tsx test/tokens/measure.ts`.
 * Needs the catalogs beside the checkout.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { estimate } from '../../src/tokens/drivers/estimate.js'
import { sharedPath } from '../shared.js'

const catalogs = sharedPath('catalogs')
if (catalogs === undefined) throw new Error('No ../shared/catalogs: nothing to measure on.')
const lists = readdirSync(catalogs).map((file) =>
  JSON.stringify(JSON.parse(readFileSync(`${catalogs}/${file}`, 'utf8')).tools),
)
const megabytes = lists.reduce((sum, list) => sum + Buffer.byteLength(list), 0) / 1e6

async function timed(
  what: string,
  load: () => Promise<(text: string) => number>,
): Promise<(text: string) => number> {
  const start = performance.now()
  const count = await load()
  count('warm')
  const loaded = performance.now()
  const tokens = lists.reduce((sum, list) => sum + count(list), 0)
  const seconds = (performance.now() - loaded) / 1000
  console.log(
    `${what}: load ${(loaded - start).toFixed(0)} ms, ${(megabytes / seconds).toFixed(1)} MB/s, ${tokens} tokens`,
  )
  return count
}

const ours = await timed('toolcrib o200k_base', async () => {
  return (await import('../../src/tokens/drivers/o200kBase.js')).o200kBase().count
})
await timed('gpt-tokenizer o200k_base', async () => {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
  return (text) => countTokens(text, { disallowedSpecial: new Set() })
})
const guess = await timed('estimate', async () => estimate().count)

const errors = lists.map((list) => (guess(list) / ours(list) - 1) * 100).sort((a, b) => a - b)
const meanAbsolute = errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length
console.log(
  `estimate on ${lists.length} lists, %: ${errors[0]!.toFixed(1)} to ${errors.at(-1)!.toFixed(1)}, mean absolute ${meanAbsolute.toFixed(1)}`,
)
