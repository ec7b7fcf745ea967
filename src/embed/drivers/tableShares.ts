import type { TransformersModelId } from './transformersModels.js'

/**
 * What the table's cosine weighs beside a transformer's, 0 to 1. Chosen on train/: model/project.py prints
 * each share's figures and the best one as `blended.tableShare`.
 */
export const TABLE_SHARES: Readonly<Record<TransformersModelId, number>> = Object.freeze({
  'Xenova/all-MiniLM-L6-v2': 0.3,
  'Xenova/bge-small-en-v1.5': 0.2,
})
