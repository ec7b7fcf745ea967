import { ensureBuilt, ensureInstalled, main } from './lib.mjs'

await main(async () => {
  await ensureInstalled()
  await ensureBuilt()
  return 0
})
