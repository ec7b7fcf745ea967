import { type FileHandle, open } from 'node:fs/promises'
import type { StoredVector, VectorSpace } from '../VectorStore.js'
import {
  encodeRecord,
  recordKey,
  recordSize,
  recordVector,
  scanRecords,
  spaceHash,
} from './diskVectorRecord.js'

/** Bytes that are read or written at once, or one record where that is longer. */
const BLOCK = 1 << 20

/**
 * The file of one space. In memory are the keys and positions of its records (some 150 bytes each), no vectors. It is
 * opened for each call and appended to only; several processes may do so at once. Methods reject with the errors of
 * `node:fs`.
 */
export class DiskVectorFile {
  readonly #path: string
  readonly #space: Buffer
  readonly #size: number
  #positions = new Map<string, number>()
  /** Bytes of the file that have been looked at, and which file that was. */
  #scanned = 0
  #inode: number | undefined

  constructor(path: string, space: VectorSpace) {
    this.#path = path
    this.#space = spaceHash(space)
    this.#size = recordSize(space.dimensions)
  }

  /** The vectors of the keys, undefined where the file has none; all undefined where there is no file. */
  async read(keys: readonly string[]): Promise<(Float32Array | undefined)[]> {
    const file = await open(this.#path, 'r').catch(ignoreMissing)
    if (file === undefined) return keys.map(() => undefined)
    try {
      await this.#catchUp(file)
      return await this.#vectorsOf(file, keys)
    } finally {
      await file.close()
    }
  }

  /** Appends what fits below `maxBytes`; resolves to how many did. */
  async append(entries: readonly StoredVector[], maxBytes: number): Promise<number> {
    const file = await open(this.#path, 'a', 0o600)
    try {
      const room = Math.max(0, Math.floor((maxBytes - (await file.stat()).size) / this.#size))
      const fitting = entries.slice(0, room)
      const each = Math.max(1, Math.floor(BLOCK / this.#size))
      for (let start = 0; start < fitting.length; start += each) {
        const records = fitting.slice(start, start + each).map((entry) => encodeRecord(this.#space, entry))
        // One write, so that two processes' records do not mingle.
        await file.appendFile(Buffer.concat(records))
      }
      return fitting.length
    } finally {
      await file.close()
    }
  }

  /** Reads the records that came since the last look, by whichever process. */
  async #catchUp(file: FileHandle): Promise<void> {
    const { size, ino } = await file.stat()
    if (ino !== this.#inode || size < this.#scanned) {
      this.#positions = new Map()
      this.#scanned = 0
      this.#inode = ino
    }
    const block = Buffer.alloc(Math.min(Math.max(BLOCK, 2 * this.#size), size - this.#scanned))
    while (size - this.#scanned >= this.#size) {
      const start = this.#scanned
      const { bytesRead } = await file.read(block, 0, block.length, start)
      const layout = { space: this.#space, size: this.#size }
      const used = scanRecords(block.subarray(0, bytesRead), layout, (key, at) =>
        this.#positions.set(key, start + at),
      )
      if (used === 0) break
      this.#scanned = start + used
    }
  }

  /** In order of position and a block at a time: a read a vector would cost more than the disk. */
  async #vectorsOf(file: FileHandle, keys: readonly string[]): Promise<(Float32Array | undefined)[]> {
    const vectors: (Float32Array | undefined)[] = keys.map(() => undefined)
    const wanted = this.#sortedPositions(keys)
    const span = Math.max(BLOCK, this.#size)
    for (let first = 0; first < wanted.length; ) {
      const start = wanted[first]!.at
      const batch = wanted.slice(first, first + Math.ceil(span / this.#size))
      const near = batch.filter(({ at }) => at + this.#size <= start + span)
      const block = Buffer.alloc(near[near.length - 1]!.at + this.#size - start)
      await file.read(block, 0, block.length, start)
      for (const { i, at } of near) {
        const bytes = block.subarray(at - start, at - start + this.#size)
        // Checked again: the file may have changed under the index.
        if (recordKey(this.#space, bytes) === keys[i]) vectors[i] = recordVector(bytes)
      }
      first += near.length
    }
    return vectors
  }

  #sortedPositions(keys: readonly string[]): { i: number; at: number }[] {
    return keys
      .flatMap((key, i) => {
        const at = this.#positions.get(key)
        return at === undefined ? [] : [{ i, at }]
      })
      .sort((left, right) => left.at - right.at)
  }
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
  throw error
}
