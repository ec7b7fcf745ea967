import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CribError, refuseUnknownOptions } from '../../errors.js'
import { jsonFault } from '../../text/jsonFault.js'
import { showValue } from '../../text/showValue.js'
import { parseTrustState } from '../parseTrustState.js'
import { createTrustState, type TrustState } from '../TrustState.js'
import type { TrustStore } from '../TrustStore.js'
import { takeLock } from './fileLock.js'

/** Options of `openFileTrustStore`. */
export interface FileTrustStoreOptions {
  /** Milliseconds that an update waits for another process, 0 or more. Default 10,000. */
  patience?: number | undefined
}

const PATIENCE = 10_000

/**
 * The state as one JSON file, readable by its user alone (0600), in a folder that is made at the first update. It is written whole or not at all: beside the
 * file, flushed to the disk, then renamed. Updates of several processes wait for each other (`FILE.lock`), so none is lost.
 * A file that did not change since the last look is not read again.
 *
 * Reading rejects with `file-unreadable`, `file-malformed` and `trust-invalid`, and never takes such a file for an empty
 * state; a file that does not exist is one. Updates also reject with `file-unwritable` and `trust-locked`. Throws
 * `option-unknown` and `option-invalid`.
 */
export function openFileTrustStore(file: string, options: FileTrustStoreOptions = {}): TrustStore {
  refuseUnknownOptions('openFileTrustStore', options, ['patience'])
  const patience = options.patience ?? PATIENCE
  if (typeof patience !== 'number' || !(patience >= 0))
    throw new CribError(
      'option-invalid',
      `The option \`patience\` is ${showValue(patience)}; it must be a number of milliseconds, 0 or more.`,
      { details: { option: 'patience', value: patience } },
    )
  return new FileTrustStore(file, patience)
}

class FileTrustStore implements TrustStore {
  readonly #file: string
  readonly #patience: number
  /** What was read last, and of which file. */
  #last: { version: string; state: TrustState } | undefined

  constructor(file: string, patience: number) {
    this.#file = file
    this.#patience = patience
  }

  async read(): Promise<TrustState> {
    try {
      const version = await versionOf(this.#file)
      if (this.#last?.version === version) return this.#last.state
      const state = parseFile(this.#file, await readFile(this.#file, 'utf8'))
      // A file that another process put there meanwhile is read again at the next look.
      this.#last = { version, state }
      return state
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return createTrustState()
      throw CribError.is(error) ? error : fault('file-unreadable', this.#file, error)
    }
  }

  async update<Outcome extends { state: TrustState }>(
    change: (state: TrustState) => Outcome,
  ): Promise<Outcome> {
    const state = await this.read()
    const outcome = change(state)
    if (outcome.state === state) return outcome
    try {
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 })
      for (;;) {
        const kept = await this.#tryUpdate(change)
        if (kept !== undefined) return kept
      }
    } catch (error) {
      // Errors of `change` come through as they are: those of node:fs alone have a system call.
      throw error instanceof Error && 'syscall' in error ? fault('file-unwritable', this.#file, error) : error
    }
  }

  /** Undefined where the lock was lost before anything was written. */
  async #tryUpdate<Outcome extends { state: TrustState }>(
    change: (state: TrustState) => Outcome,
  ): Promise<Outcome | undefined> {
    const lock = await takeLock(`${this.#file}.lock`, this.#patience)
    try {
      const state = await this.read()
      const outcome = change(state)
      if (outcome.state === state) return outcome
      const written = await writeWhole(this.#file, textOf(outcome.state), () => lock.isHeld())
      if (written === undefined) return undefined
      await this.#remember(outcome.state, written)
      return outcome
    } finally {
      await lock.release()
    }
  }

  /** What was written need not be read and checked again, unless another file stands there already. */
  async #remember(state: TrustState, inode: bigint): Promise<void> {
    try {
      const version = await versionOf(this.#file)
      if (version.startsWith(`${inode} `)) this.#last = { version, state }
    } catch {
      // Who reads next is told what is wrong with the file.
    }
  }
}

/**
 * Writes beside the file, flushes, and renames where `mayReplace` still holds; resolves to the inode of what it wrote, or
 * undefined where it did not.
 */
async function writeWhole(
  file: string,
  text: string,
  mayReplace: () => Promise<boolean>,
): Promise<bigint | undefined> {
  const beside = `${file}.${randomUUID()}`
  let inode: bigint
  try {
    const handle = await open(beside, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
      inode = (await handle.stat({ bigint: true })).ino
    } finally {
      await handle.close()
    }
    if (!(await mayReplace())) return undefined
    await rename(beside, file)
  } finally {
    await rm(beside, { force: true })
  }
  await flushFolder(dirname(file))
  return inode
}

/** So that the new name survives a loss of power. Windows and some file systems cannot; there the rename has to do. */
async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  } catch {
    // The file itself is whole either way.
  }
}

function textOf(state: TrustState): string {
  return `${JSON.stringify(state, null, 1)}\n`
}

function parseFile(file: string, text: string): TrustState {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const { line, column, reason } = jsonFault(text)
    throw new CribError(
      'file-malformed',
      `${file} is not JSON: ${reason} at line ${line}, column ${column}. Restore it from a backup; without it every server is trusted anew as it is now.`,
      { details: { file, line, column }, cause },
    )
  }
  try {
    return parseTrustState(value)
  } catch (error) {
    if (!CribError.is(error)) throw error
    throw new CribError(error.code, `${file}: ${error.message}`, {
      details: { ...error.details, file },
      cause: error,
    })
  }
}

/** Differs between two files that stood at one path: each write makes a new file. */
async function versionOf(file: string): Promise<string> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true })
  return [ino, size, mtimeNs, ctimeNs].join(' ')
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException)?.code

function fault(code: 'file-unreadable' | 'file-unwritable', file: string, error: unknown): CribError {
  const { message } = error as Error
  const reason = codeOf(error) ?? message
  const what = code === 'file-unreadable' ? 'read' : 'written'
  return new CribError(
    code,
    `${file} cannot be ${what} (${reason}), so no definition can be trusted. Give a file that you may read and write.`,
    {
      details: { file, reason },
      cause: error,
    },
  )
}
