import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { CribError } from '../errors.js'

/** A file of the package begins with four letters, a uint32 version and a uint32 length of its JSON header (little-endian). */
const PREAMBLE = 12
const VERSION = 1
/** Guards against a header that claims to be endless. */
const MAX_HEADER = 65_536

/** Makes the error of a kind of file out of what is wrong with it. */
export type Refuse = (reason: string, cause?: unknown) => CribError

/** Which kind of file is read. */
export interface AssetKind<Header> {
  /** Its first four letters. */
  magic: string
  schema: z.ZodType<Header>
  refuse: Refuse
}

/** The header of a file of the package, and what follows it. Throws what `refuse` makes. */
export function readAsset<Header>(
  bytes: Uint8Array,
  { magic, schema, refuse }: AssetKind<Header>,
): { header: Header; body: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = new TextDecoder('latin1').decode(bytes.subarray(0, magic.length))
  if (bytes.length < PREAMBLE || found !== magic) throw refuse(`it does not begin with ${magic}`)
  const version = view.getUint32(4, true)
  if (version !== VERSION) throw refuse(`its version is ${version}, this library reads version ${VERSION}`)
  const length = view.getUint32(8, true)
  if (length > MAX_HEADER || PREAMBLE + length > bytes.length)
    throw refuse(`its header claims ${length} bytes`)
  const end = PREAMBLE + length
  const parsed = schema.safeParse(jsonOf(bytes.subarray(PREAMBLE, end), refuse))
  if (parsed.success) return { header: parsed.data, body: bytes.subarray(end) }
  const issue = parsed.error.issues[0]
  throw refuse(`its header's ${issue?.path.join('.') ?? ''} is wrong: ${issue?.message ?? ''}`, parsed.error)
}

/** Throws what `refuse` makes where a file's contents are not those of the hash (SHA-256, hexadecimal). */
export function checkAssetHash(body: Uint8Array, expected: string, refuse: Refuse): void {
  const actual = createHash('sha256').update(body).digest('hex')
  if (actual !== expected) throw refuse(`its contents hash to ${actual}, its header says ${expected}`)
}

function jsonOf(bytes: Uint8Array, refuse: Refuse): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw refuse('its header is not JSON', cause)
  }
}
