import { CribError } from '../errors.js'
import { normalize } from '../vector/normalize.js'
import { type ProjectionHeader, type ProjectionTables, parseProjection } from './projectionFormat.js'

/** Leads a transformer's vectors of tools to where the static model has the tasks that those tools are for. */
export class Projection {
  readonly header: ProjectionHeader
  readonly #tables: ProjectionTables

  private constructor(tables: ProjectionTables) {
    this.header = tables.header
    this.#tables = tables
  }

  /** A projection from the bytes of its file. Throws `model-invalid` when they do not parse. */
  static parse(bytes: Uint8Array): Projection {
    return new Projection(parseProjection(bytes))
  }

  /** The projected vector at length 1, all zero for a vector of zeros. Throws `dimension-mismatch` for another length. */
  apply(vector: Float32Array): Float32Array {
    const { header, scales, codes } = this.#tables
    const { inputs, outputs, transformer } = header
    if (vector.length !== inputs) {
      const message = `A vector of ${vector.length} values was given to the projection of ${transformer}, which takes ${inputs}. Give it vectors of that model.`
      throw new CribError('dimension-mismatch', message, {
        details: { expected: inputs, actual: vector.length },
      })
    }
    const projected = new Float64Array(outputs)
    for (let output = 0; output < outputs; output++) {
      let sum = 0
      const start = output * inputs
      for (let input = 0; input < inputs; input++) sum += codes[start + input]! * vector[input]!
      projected[output] = sum * scales[output]!
    }
    return normalize(projected)
  }
}
