import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CribError, refuseUnknownOptions } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import type { StoredVector, VectorSpace, VectorStore } from '../VectorStore.js'
import { DiskVectorFile } from './diskVectorFile.js'
import { spaceHash } from './diskVectorRecord.js'

/** Options of `openDiskVectorStore`. */
export interface DiskVectorStoreOptions {
  /** Bytes that the file of one embedder may have, 0 or more; then nothing is added. Default 512 MiB. */
  maxBytes?: number | undefined
  /** Called with a sentence, once per kind of trouble: a file that cannot be read or written, a full one. Default: nothing. */
  onWarning?: ((message: string) => void) | undefined
}

const DEFAULT_MAX_BYTES = 512 * 1024 * 1024
/** Characters of an embedder's id in a file's name, for people who look into the folder. */
const SHOWN = 60
const HEX_DIGITS = 16

/**
 * Vectors in a folder, made if need be: one append-only file an embedder (its id and dimensions), each record with a
 * checksum. A write that was cut short costs its own record at most; several processes may use the folder at once; a
 * disk that is full or gone means that nothing is cached, with a warning. Files may be deleted at any time.
 * Only hashes of texts are stored, but a vector tells much about its text: keep the folder as private as the texts.
 *
 * Rejects with `cache-unusable` when the folder cannot be made, `option-unknown` and `option-invalid`.
 */
export async function openDiskVectorStore(
  folder: string,
  options: DiskVectorStoreOptions = {},
): Promise<VectorStore> {
  checkOptions(options)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const message = `The folder ${showValue(folder)} for cached vectors cannot be made or is none. Give another, or leave the cache out.`
    throw new CribError('cache-unusable', message, { details: { folder }, cause })
  }
  return new DiskVectorStore(folder, options)
}

class DiskVectorStore implements VectorStore {
  readonly #folder: string
  readonly #maxBytes: number
  readonly #onWarning: (message: string) => void
  readonly #files = new Map<string, DiskVectorFile>()
  readonly #warned = new Set<string>()

  constructor(folder: string, { maxBytes, onWarning }: DiskVectorStoreOptions) {
    this.#folder = folder
    this.#maxBytes = maxBytes ?? DEFAULT_MAX_BYTES
    this.#onWarning = onWarning ?? (() => undefined)
  }

  async get(space: VectorSpace, keys: readonly string[]): Promise<(Float32Array | undefined)[]> {
    try {
      return await this.#fileOf(space).read(keys)
    } catch (error) {
      this.#warn('read', `Cached vectors cannot be read (${reasonOf(error)}); they are made again.`)
      return keys.map(() => undefined)
    }
  }

  async put(space: VectorSpace, entries: readonly StoredVector[]): Promise<void> {
    // A full disk would be left with a torn record by each further try.
    if (this.#warned.has('write')) return
    try {
      const added = await this.#fileOf(space).append(entries, this.#maxBytes)
      if (added < entries.length)
        this.#warn(
          'full',
          `The cache of vectors has reached its limit of ${this.#maxBytes} bytes; nothing is added.`,
        )
    } catch (error) {
      this.#warn('write', `Vectors cannot be cached (${reasonOf(error)}); they are not kept.`)
    }
  }

  #fileOf(space: VectorSpace): DiskVectorFile {
    const name = fileName(space)
    const file = this.#files.get(name) ?? new DiskVectorFile(join(this.#folder, name), space)
    this.#files.set(name, file)
    return file
  }

  #warn(kind: string, message: string): void {
    if (this.#warned.has(kind)) return
    this.#warned.add(kind)
    this.#onWarning(message)
  }
}

/** Readable, safe on every file system whatever the id holds, and different for every space. */
function fileName(space: VectorSpace): string {
  const shown = space.embedder.replace(/[^A-Za-z0-9]+/g, '-').slice(0, SHOWN)
  return `vectors-${shown}-${spaceHash(space).toString('hex').slice(0, HEX_DIGITS)}.bin`
}

function checkOptions(options: DiskVectorStoreOptions): void {
  refuseUnknownOptions('openDiskVectorStore', options, ['maxBytes', 'onWarning'])
  const { maxBytes, onWarning } = options
  const isSize = maxBytes === undefined || (Number.isSafeInteger(maxBytes) && maxBytes >= 0)
  const isCallback = onWarning === undefined || typeof onWarning === 'function'
  if (isSize && isCallback) return
  const [option, value, wanted] = isSize
    ? (['onWarning', onWarning, 'a function'] as const)
    : (['maxBytes', maxBytes, 'an integer of 0 or more'] as const)
  const message = `The option \`${option}\` of openDiskVectorStore is ${showValue(value)}; it must be ${wanted}.`
  throw new CribError('option-invalid', message, { details: { option, value } })
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code ?? message
}
