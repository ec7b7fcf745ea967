import { spawn } from 'node:child_process'

/** What a process left behind. */
export interface ProcessResult {
  /** Null when a signal ended it. */
  code: number | null
  stdout: string
  stderr: string
}

/** Options of `runBin`. */
export interface RunOptions {
  cwd?: string
  /** Added to the environment of this process. */
  env?: Record<string, string>
  /** Written to its standard input, which is then closed. Default: nothing. */
  stdin?: string
}

/** Runs a program to its end. Rejects only if it cannot be started. */
export function runBin(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    // The test runner's own wishes about colour are not those of the program under test.
    const { FORCE_COLOR: _, NO_COLOR: __, ...inherited } = process.env
    const child = spawn(command, args, { cwd: options.cwd, env: { ...inherited, ...options.env } })
    const result: ProcessResult = { code: null, stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      result.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      result.stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...result, code }))
    child.stdin.on('error', () => {}).end(options.stdin ?? '')
  })
}
