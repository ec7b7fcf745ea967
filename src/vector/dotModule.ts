// A WebAssembly module of one function, assembled here byte by byte so that neither a toolchain nor a binary
// file is needed. Byte values: WebAssembly Core Specification 2.0, "Binary Format" (SIMD included).

const I32 = 0x7f
const V128 = 0x7b
const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const i32 = { const: (value: number) => [0x41, value], eqz: [0x45], ltU: [0x49], add: [0x6a], sub: [0x6b] }
const f32 = { add: [0x92], store: (offset: number) => [0x38, 2, offset] }
const v128 = {
  load: (offset: number) => [0xfd, 0x00, 4, offset],
  zero: [0xfd, 0x0c, ...new Array(16).fill(0)],
}
const f32x4 = { add: [0xfd, 0xe4, 0x01], mul: [0xfd, 0xe6, 0x01], lane: (lane: number) => [0xfd, 0x1f, lane] }
const LOOP = [0x03, 0x40]
const BLOCK = [0x02, 0x40]
const END = [0x0b]
const branch = (depth: number) => [0x0c, depth]
const branchIf = (depth: number) => [0x0d, depth]

// Parameters, then locals. Addresses and `stride` count bytes.
const [rows, query, out, count, stride, offset, row, a0, a1, b0, b1, q0, q1] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
] as const

/** `sum += load(row + at) * factor` on four lanes. */
const accumulate = (sum: number, at: number, factor: number) => [
  ...get(sum),
  ...get(row),
  ...v128.load(at),
  ...get(factor),
  ...f32x4.mul,
  ...f32x4.add,
  ...set(sum),
]

/** Stores the sum of the eight lanes of `low` and `high` at `out + at`, folded in the order of `dotAt`. */
const fold = (low: number, high: number, at: number) => [
  ...get(out),
  ...get(low),
  ...get(high),
  ...f32x4.add,
  ...set(low),
  ...get(low),
  ...f32x4.lane(0),
  ...get(low),
  ...f32x4.lane(1),
  ...f32.add,
  ...get(low),
  ...f32x4.lane(2),
  ...get(low),
  ...f32x4.lane(3),
  ...f32.add,
  ...f32.add,
  ...f32.store(at),
]

/** One step of eight values on two rows: both share the loaded part of the query. */
const STEP = [
  ...get(query),
  ...get(offset),
  ...i32.add,
  ...set(row),
  ...get(row),
  ...v128.load(0),
  ...set(q0),
  ...get(row),
  ...v128.load(16),
  ...set(q1),
  ...get(rows),
  ...get(offset),
  ...i32.add,
  ...set(row),
  ...accumulate(a0, 0, q0),
  ...accumulate(a1, 16, q1),
  ...get(row),
  ...get(stride),
  ...i32.add,
  ...set(row),
  ...accumulate(b0, 0, q0),
  ...accumulate(b1, 16, q1),
]

const BODY = [
  ...BLOCK,
  ...LOOP,
  ...get(count),
  ...i32.eqz,
  ...branchIf(1),
  ...[a0, a1, b0, b1].flatMap((sum) => [...v128.zero, ...set(sum)]),
  ...i32.const(0),
  ...set(offset),
  ...LOOP,
  ...STEP,
  ...get(offset),
  ...i32.const(32),
  ...i32.add,
  ...set(offset),
  ...get(offset),
  ...get(stride),
  ...i32.ltU,
  ...branchIf(0),
  ...END,
  ...fold(a0, a1, 0),
  ...fold(b0, b1, 4),
  ...get(out),
  ...i32.const(8),
  ...i32.add,
  ...set(out),
  ...get(rows),
  ...get(stride),
  ...i32.add,
  ...get(stride),
  ...i32.add,
  ...set(rows),
  ...get(count),
  ...i32.const(2),
  ...i32.sub,
  ...set(count),
  ...branch(0),
  ...END,
  ...END,
]

/** Length in LEB128, then the bytes. Lengths here need at most two bytes. */
const sized = (bytes: readonly number[]) =>
  bytes.length < 128 ? [bytes.length, ...bytes] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7, ...bytes]
const section = (id: number, bytes: readonly number[]) => [id, ...sized(bytes)]
const text = (value: string) => sized([...value].map((character) => character.charCodeAt(0)))

/**
 * The module. Imports the memory `env.memory` and exports
 * `dots(rows, query, out, count, stride)`: the dot products of the query at `query` with `count` rows from `rows`
 * on are written to `out` as 32-bit floats. Addresses and `stride` in bytes; `stride` a positive multiple of 32,
 * `count` even (rows go in pairs).
 */
export const DOT_MODULE: Uint8Array = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...section(1, [1, 0x60, ...sized([I32, I32, I32, I32, I32]), 0]),
  ...section(2, [1, ...text('env'), ...text('memory'), 0x02, 0x00, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...text('dots'), 0x00, 0]),
  ...section(10, [1, ...sized([2, 2, I32, 6, V128, ...BODY, ...END])]),
])
