import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CONFIG = fileURLToPath(new URL('../tsconfig.json', import.meta.url))

/** Heap that a child may have, in megabytes: 100,000 definitions with several indexes in turns need more than the default. */
const HEAP_MB = 6_000

/**
 * Runs a program of this folder in a process of its own and parses what it writes.
 *
 * @param program - its file name; TypeScript is run with tsx, JavaScript as it is
 * @throws Error with its last words where it fails
 */
export async function runChild<Figures>(program: string, args: readonly string[]): Promise<Figures> {
  const file = fileURLToPath(new URL(program, import.meta.url))
  const loader = program.endsWith('.ts') ? ['--import', 'tsx'] : []
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, ...loader, file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TSX_TSCONFIG_PATH: CONFIG },
  })
  let [said, complained] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained = (complained + text).slice(-2_000)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with code ${code}: ${complained}`)
  return JSON.parse(said) as Figures
}
