import { ensureBuilt, ensureInstalled, main, runTypeScript } from './lib.mjs'

await main(async (args) => {
  await ensureInstalled()
  await ensureBuilt()
  return runTypeScript('bench/tasks/main.ts', args)
})
