/** How a sentence-embedding model wants to be used. */
export interface TransformersModel {
  /** Length of its vectors. */
  dimensions: number
  /** Which token vectors make the text's: their mean, or that of the first token. */
  pooling: 'mean' | 'cls'
  /** What is put before a task (tools are embedded as they are). Empty for models trained without. */
  taskPrefix: string
}

/** Models known to work, by their id on the Hugging Face hub. Values are from the model cards. */
export const TRANSFORMERS_MODELS = {
  'Xenova/all-MiniLM-L6-v2': { dimensions: 384, pooling: 'mean', taskPrefix: '' },
  'Xenova/bge-small-en-v1.5': {
    dimensions: 384,
    pooling: 'cls',
    taskPrefix: 'Represent this sentence for searching relevant passages: ',
  },
} as const satisfies Readonly<Record<string, TransformersModel>>

/** Id of a model of {@link TRANSFORMERS_MODELS}. */
export type TransformersModelId = keyof typeof TRANSFORMERS_MODELS
