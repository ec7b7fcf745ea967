import { z } from 'zod'
import { CribError } from '../errors.js'
import { checkAssetHash, readAsset } from './assetFormat.js'

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
  const { header, body } = readAsset(bytes, { magic: 'TCPR', schema: headerSchema, refuse: invalid })
  const { inputs, outputs } = header
  const expected = outputs * (4 + inputs)
  if (body.length !== expected) throw invalid(`its body has ${body.length} bytes instead of ${expected}`)
  checkAssetHash(body, header.sha256, invalid)
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const scales = Float32Array.from({ length: outputs }, (_, output) => view.getFloat32(4 * output, true))
  if (!scales.every(Number.isFinite)) throw invalid('a scale is not finite')
  // In place: `slice` of a Buffer would be a view of the whole file.
  const codes = new Int8Array(body.buffer, body.byteOffset + 4 * outputs, outputs * inputs)
  return { header, scales, codes }
}

function invalid(reason: string, cause?: unknown): CribError {
  const message = `The projection does not parse: ${reason}. Reinstall the package, or fit it again (model/README.md).`
  return new CribError('model-invalid', message, { details: { reason }, cause })
}
