import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/**
 * Starts the benchmarks on the built package. The checkout's own tsconfig maps `toolcrib` to src/, which tsx would
 * compile on the fly with a helper call around every inner function: other code than what users run, and slower.
 */
const child = spawn(process.execPath, ['--import', 'tsx', here('bench.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, TSX_TSCONFIG_PATH: here('tsconfig.json') },
})
// The child gets the terminal's signals too and decides how to end.
process.on('SIGINT', () => undefined)
child.on('error', (error) => {
  process.stderr.write(`bench: ${error.message}\n`)
  process.exitCode = 1
})
child.on('close', (code) => {
  process.exitCode = code ?? 1
})
