import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SuiteCommand } from './ensureConformance.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What a command of the suite prints. Its exit code is not looked at: the files that it leaves say more. */
export function suiteOutput({ node, script }: SuiteCommand, args: string[]): Promise<string> {
  const path = [dirname(process.execPath), process.env['PATH']].join(process.platform === 'win32' ? ';' : ':')
  const env = { ...process.env, PATH: path, TSX_TSCONFIG_PATH: join(ROOT, 'bench/tsconfig.json') }
  const options = { cwd: ROOT, env, maxBuffer: 256 * 1024 * 1024 }
  return new Promise((resolve, reject) => {
    execFile(node, [script, ...args], options, (error, stdout, stderr) => {
      const ran = error === null || typeof error.code === 'number'
      if (ran && stdout !== '') resolve(stdout)
      else
        reject(
          new Error(
            `conformance ${args.join(' ')}: ${error?.message ?? 'no output'}\n${stderr.slice(-2000)}`,
          ),
        )
    })
  })
}
