import { DOT_MODULE } from './dotModule.js'
import type { RowStore } from './RowStore.js'

/** The part of the global `WebAssembly` that is used here; `@types/node` 20 does not declare it. */
interface WasmMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}
interface Wasm {
  Memory: new (limits: { initial: number }) => WasmMemory
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> }
}
type Dots = (rows: number, query: number, out: number, count: number, stride: number) => void

const PAGE_BYTES = 65_536
const FLOAT_BYTES = 4
let compiled: object | undefined

/**
 * Rows in the memory of a WebAssembly module with 128-bit vector instructions: the same bits as `plainRows`,
 * several times faster (figures at `createExactIndex`). Layout: the query, then the rows, then the results.
 * Throws where the runtime has no WebAssembly (`node --jitless`) or no address space left for another memory:
 * each reserves some gigabytes of addresses, which is why small indexes do without.
 */
export function simdRows(stride: number): RowStore {
  const wasm = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly
  compiled ??= new wasm.Module(DOT_MODULE)
  const memory = new wasm.Memory({ initial: 1 })
  const { exports } = new wasm.Instance(compiled, { env: { memory } })
  const dots = exports['dots'] as Dots
  const rowBytes = stride * FLOAT_BYTES
  let capacity = 0
  let data = new Float32Array(0)
  return {
    get data() {
      return data
    },
    reserve(rows) {
      if (rows <= capacity) return
      const even = rows + (rows % 2)
      const bytes = rowBytes * (even + 1) + even * FLOAT_BYTES
      const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES)
      if (missing > 0) memory.grow(missing)
      new Float32Array(memory.buffer, rowBytes * (capacity + 1)).fill(0)
      capacity = even
      data = new Float32Array(memory.buffer, rowBytes, even * stride)
    },
    dots(query, count) {
      const out = rowBytes * (capacity + 1)
      new Float32Array(memory.buffer, 0, stride).set(query)
      dots(rowBytes, 0, out, count + (count % 2), rowBytes)
      return new Float32Array(memory.buffer, out, count).slice()
    },
  }
}
