/** What the text is and how to stop: some models prefix a task and a tool differently. */
export interface EmbedOptions {
  /** `task` for what the user wants, `tool` for a tool's text. Default `tool`. */
  kind?: 'task' | 'tool' | undefined
  /** Aborting rejects with the coded error `aborted`. */
  signal?: AbortSignal | undefined
}

/**
 * Texts to vectors. Drivers: static (bundled), transformers.
 * The vectors of one embedder are comparable only with vectors of the same `id`.
 */
export interface Embedder {
  /** Names model and version, for example `static:1f3a…`; vectors of different ids never mix. */
  readonly id: string
  /** Length of every vector. */
  readonly dimensions: number
  /**
   * One vector per text, in order. Each has Euclidean length 1, or is all zero for a text without a word
   * that the model knows. Rejects with `aborted` or a driver's own code; never returns fewer vectors than texts.
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>
  /**
   * Share of a text's words that the model knows, 0 to 1; 0 for a text without words. Optional: a driver that cannot
   * tell leaves it out.
   */
  coverage?(text: string): number
  /** Frees what the driver holds (a loaded model). Optional: drivers that hold nothing leave it out. */
  close?(): Promise<void>
}

/** An embedder that answers at once and without effects: ranking with it needs no waiting. */
export interface SyncEmbedder extends Embedder {
  /** The vector of one text; same input, same output. */
  embedSync(text: string): Float32Array
}
