import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CribError } from '../errors.js'

/** First bytes of a projection file, then a uint32 version and a uint32 length of the JSON header (little-endian). */
const MAGIC = 'TCPR'
const VERSION = 1
const PREAMBLE = 12
/** Guards against a header that claims to be endless. */
const MAX_HEADER = 65_536

const hex = z.string().regex(/^[0-9a-f]{64}$/)
const size = z.number().int().min(1).max(65_536)

const headerSchema = z.object({
  sha256: hex,
  table: hex,
  transformer: z.string().min(1),
  inputs: size,
  outputs: size,
  tableShare: z.number().min(0).max(1),
})

/** What a projection says of itself. */
export interface ProjectionHeader {
  /** SHA-256 of the file's body. */
  sha256: string
  /** SHA-256 of the static model whose space it leads to. */
  table: string
  /** The transformer whose vectors it takes, by its id on the Hugging Face hub. */
  transformer: string
  /** Length of the transformer's vectors, and of the table's. */
  inputs: number
  outputs: number
  /** What the table's own vector of a tool weighs beside the projected one, 0 to 1. */
  tableShare: number
}

/** A parsed projection file. */
export interface ProjectionTables {
  readonly header: ProjectionHeader
  /** One factor an output. */
  readonly scales: Float32Array
  /** `inputs` codes an output, -127 to 127: a coefficient is `scale * code`. */
  readonly codes: Int8Array
}

/**
 * Reads a projection as model/project.py writes it: preamble, JSON header, one float32 scale an output, then the codes
 * in int8, output by output. Throws `model-invalid` when anything is missing, left over or does not match the hash.
 */
export function parseProjection(bytes: Uint8Array): ProjectionTables {
  const { header, at } = readHeader(bytes)
  const { inputs, outputs } = header
  const body = bytes.subarray(at)
  const expected = outputs * (4 + inputs)
  if (body.length !== expected) throw invalid(`its body has ${body.length} bytes instead of ${expected}`)
  const actual = createHash('sha256').update(body).digest('hex')
  if (actual !== header.sha256)
    throw invalid(`its contents hash to ${actual}, its header says ${header.sha256}`)
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const scales = Float32Array.from({ length: outputs }, (_, output) => view.getFloat32(4 * output, true))
  if (!scales.every(Number.isFinite)) throw invalid('a scale is not finite')
  // In place: `slice` of a Buffer would be a view of the whole file.
  const codes = new Int8Array(body.buffer, body.byteOffset + 4 * outputs, outputs * inputs)
  return { header, scales, codes }
}

function readHeader(bytes: Uint8Array): { header: ProjectionHeader; at: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const magic = new TextDecoder('latin1').decode(bytes.subarray(0, MAGIC.length))
  if (bytes.length < PREAMBLE || magic !== MAGIC) throw invalid(`it does not begin with ${MAGIC}`)
  const version = view.getUint32(4, true)
  if (version !== VERSION) throw invalid(`its version is ${version}, this library reads version ${VERSION}`)
  const length = view.getUint32(8, true)
  if (length > MAX_HEADER || PREAMBLE + length > bytes.length)
    throw invalid(`its header claims ${length} bytes`)
  const text = new TextDecoder().decode(bytes.subarray(PREAMBLE, PREAMBLE + length))
  const parsed = headerSchema.safeParse(jsonOf(text))
  if (parsed.success) return { header: parsed.data, at: PREAMBLE + length }
  const issue = parsed.error.issues[0]
  throw invalid(`its header's ${issue?.path.join('.') ?? ''} is wrong: ${issue?.message ?? ''}`, parsed.error)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid('its header is not JSON', cause)
  }
}

function invalid(reason: string, cause?: unknown): CribError {
  const message = `The projection does not parse: ${reason}. Reinstall the package, or fit it again (model/README.md).`
  return new CribError('model-invalid', message, { details: { reason }, cause })
}
