#!/usr/bin/env node
import { createReadStream, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { CliIo, OutputStream } from './CliIo.js'
import { EXIT } from './exitCodes.js'
import { runCli } from './runCli.js'
import { writeFile } from './writeFile.js'

/** Pieces of large files. */
const READ_BYTES = 1 << 20

/** Time for children to be ended after Ctrl-C before the process goes without them. */
const GRACE_MS = 5000

function outputStream(stream: NodeJS.WriteStream): OutputStream {
  return {
    write: (chunk) => void stream.write(chunk),
    get isTTY() {
      return stream.isTTY === true
    },
    get columns() {
      return stream.columns || 80
    },
  }
}

/** A reader that went away (`| head`) is no failure; what else a stream says is. */
function endOnClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failed)
  })
}

/** Aborted by the first Ctrl-C or SIGTERM, so that servers are ended; a second one ends the process at once. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController()
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted)
    controller.abort()
    setTimeout(() => process.exit(EXIT.interrupted), GRACE_MS).unref()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return controller.signal
}

/** Waits until everything written has left the process: a pipe is written to asynchronously. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()))
}

endOnClosedPipe(process.stdout)
endOnClosedPipe(process.stderr)
const io: CliIo = {
  stdout: outputStream(process.stdout),
  stderr: outputStream(process.stderr),
  readStdin: () => text(process.stdin),
  readFile: (path) => readFile(path, 'utf8'),
  readBytes: (path) => createReadStream(path, { highWaterMark: READ_BYTES }),
  writeFile,
  env: process.env,
  now: () => performance.now(),
  date: () => new Date().toISOString(),
  signal: interruptSignal(),
}
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const exitCode = await runCli(process.argv.slice(2), { io, version })
await Promise.all([drained(process.stdout), drained(process.stderr)])
// A driver may keep the event loop alive (a loaded model, a child that will not go): the result is out, so leave.
process.exit(exitCode)
