import { createHash } from 'node:crypto'
import type { StoredVector, VectorSpace } from '../VectorStore.js'

/**
 * A record: marker, 32 bytes of key, the values as little-endian float32, and the first 8 bytes of the SHA-256 of
 * space, key and values. Every record of a space has the same size, and a file is nothing but records, so that two
 * processes may append to it and there is no header to tear.
 */
const MARKER = Buffer.from('TCV1', 'latin1')
const KEY_BYTES = 32
const CHECK_BYTES = 8
const VALUES_AT = MARKER.length + KEY_BYTES

/** Bytes of a record with vectors of that length. */
export function recordSize(dimensions: number): number {
  return VALUES_AT + dimensions * 4 + CHECK_BYTES
}

/** SHA-256 of what a space is: part of every record's check, so that a record is never read as another model's. */
export function spaceHash({ embedder, dimensions }: VectorSpace): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([embedder, dimensions]))
    .digest()
}

/** A record as it stands in the file. `entry.key` is 64 hexadecimal digits. */
export function encodeRecord(space: Buffer, { key, vector }: StoredVector): Buffer {
  const bytes = Buffer.alloc(recordSize(vector.length))
  MARKER.copy(bytes)
  bytes.write(key, MARKER.length, 'hex')
  for (const [i, value] of vector.entries()) bytes.writeFloatLE(value, VALUES_AT + i * 4)
  checkOf(space, bytes).copy(bytes, bytes.length - CHECK_BYTES)
  return bytes
}

/** The key of the record whose bytes these are exactly, undefined when they are none of this space. */
export function recordKey(space: Buffer, bytes: Buffer): string | undefined {
  if (!bytes.subarray(0, MARKER.length).equals(MARKER)) return undefined
  if (!checkOf(space, bytes).equals(bytes.subarray(bytes.length - CHECK_BYTES))) return undefined
  return bytes.toString('hex', MARKER.length, VALUES_AT)
}

/** The vector of a record that has a key. */
export function recordVector(bytes: Buffer): Float32Array {
  const vector = new Float32Array((bytes.length - recordSize(0)) / 4)
  for (let i = 0; i < vector.length; i++) vector[i] = bytes.readFloatLE(VALUES_AT + i * 4)
  return vector
}

/**
 * Visits the records in `bytes` with their positions, skipping what is torn or damaged. Returns where to go on when
 * more bytes follow: nothing before is part of a record that is still to come.
 */
export function scanRecords(
  bytes: Buffer,
  { space, size }: { space: Buffer; size: number },
  visit: (key: string, at: number) => void,
): number {
  let at = 0
  while (at + size <= bytes.length) {
    const key = recordKey(space, bytes.subarray(at, at + size))
    if (key !== undefined) {
      visit(key, at)
      at += size
      continue
    }
    const next = bytes.indexOf(MARKER, at + 1)
    // The last bytes may be the beginning of a marker.
    at = next === -1 ? Math.max(at + 1, bytes.length - MARKER.length + 1) : next
  }
  return at
}

function checkOf(space: Buffer, record: Buffer): Buffer {
  const hashed = record.subarray(MARKER.length, record.length - CHECK_BYTES)
  return createHash('sha256').update(space).update(hashed).digest().subarray(0, CHECK_BYTES)
}
