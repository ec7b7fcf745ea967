import { dotAt } from './dot.js'
import type { RowStore } from './RowStore.js'

/** Rows of `stride` values (a multiple of `LANES`) in an ordinary array: works everywhere, and is the twin that checks `simdRows`. */
export function plainRows(stride: number): RowStore {
  let data = new Float32Array(0)
  return {
    get data() {
      return data
    },
    reserve(rows) {
      if (rows * stride <= data.length) return
      const larger = new Float32Array(rows * stride)
      larger.set(data)
      data = larger
    },
    dots(query, count) {
      const result = new Float32Array(count)
      for (let row = 0; row < count; row++) result[row] = dotAt(data, query, row * stride)
      return result
    },
  }
}
