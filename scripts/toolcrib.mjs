import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, ensureInstalled, main, root } from './lib.mjs'

await main(async () => {
  await ensureInstalled()
  await ensureBuilt()
  // npm runs scripts in the checkout's folder; relative paths on the command line are meant from where the user is.
  if (process.env.npm_lifecycle_event === 'toolcrib' && process.env.INIT_CWD)
    process.chdir(process.env.INIT_CWD)
  await import(pathToFileURL(join(root, 'dist/cli/main.js')).href)
  return process.exitCode
})
