/** The public surface of toolcrib. Named exports only; subpaths: `toolcrib/mcp`, `toolcrib/eval`. */
export { type Candidate, type Limits, type Packing, pack } from './budget/pack.js'
export type { LeftItem, LeftReason, Level, SelectedItem, Selection } from './budget/Selection.js'
export type { Crib, CribOptions, RankOptions, SelectOptions } from './crib/Crib.js'
export { createCrib } from './crib/createCrib.js'
export { createStaticEmbedder, loadStaticModel, StaticModel } from './embed/drivers/staticEmbedder.js'
export type { Embedder, EmbedOptions, SyncEmbedder } from './embed/Embedder.js'
export { CribError, ERROR_CODES, type ErrorCode, type ErrorDetails } from './errors.js'
