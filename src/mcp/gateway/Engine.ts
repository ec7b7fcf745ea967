import type { Crib, CribOptions } from '../../crib/Crib.js'
import { createSteppedCrib } from '../../crib/createCrib.js'
import { inSlices } from '../inSlices.js'
import type { StockView } from './stock/StockView.js'

/** What the engine is made with. */
export type EngineOptions = Omit<CribOptions, 'sources' | 'invalidTools' | 'prefix' | 'signal'>

/** The one engine over all servers, made when it is first needed and kept in step with the stock. */
export class Engine {
  readonly #options: EngineOptions
  #crib: Crib | undefined
  #sources: StockView['sources'] | undefined
  /** Updates run one after another: two that arrive together must not both build an engine. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: EngineOptions) {
    this.#options = options
  }

  /** The engine over what a view knows. Rejects as `createCrib` and `crib.update` do. */
  async over(view: StockView): Promise<Crib> {
    const ready = this.#queue.then(() => this.#update(view))
    this.#queue = ready.catch(() => {})
    return await ready
  }

  /** Frees it. */
  async close(): Promise<void> {
    await this.#queue
    await this.#crib?.close()
    this.#crib = undefined
  }

  async #update({ sources }: StockView): Promise<Crib> {
    if (this.#crib === undefined)
      this.#crib = await createSteppedCrib(
        { ...this.#options, sources, invalidTools: 'skip', prefix: 'always' },
        inSlices,
      )
    else if (this.#sources !== sources) await this.#crib.update(sources)
    this.#sources = sources
    return this.#crib
  }
}
