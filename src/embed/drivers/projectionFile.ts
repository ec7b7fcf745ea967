import { readFile } from 'node:fs/promises'
import { CribError } from '../../errors.js'
import { Projection } from '../Projection.js'
import type { TransformersModelId } from './transformersModels.js'

/** Projections that ship with the package, by the transformer they are for. */
const FILES = {
  'Xenova/all-MiniLM-L6-v2': 'projection-minilm.bin',
  'Xenova/bge-small-en-v1.5': 'projection-bge.bin',
} as const satisfies Record<TransformersModelId, string>

/**
 * The projection that ships with the package for a transformer's vectors. Rejects with `file-unreadable` where the file is missing and
 * `model-invalid` where it is damaged.
 */
export async function loadProjection(model: TransformersModelId): Promise<Projection> {
  const file = new URL(`../../../assets/${FILES[model]}`, import.meta.url)
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (cause) {
    const message = `The projection ${file.pathname} of ${model} cannot be read: reinstall the package.`
    throw new CribError('file-unreadable', message, { details: { file: file.pathname }, cause })
  }
  return Projection.parse(bytes)
}
