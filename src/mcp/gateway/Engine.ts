import type { Crib, CribOptions } from '../../crib/Crib.js'
import { createSteppedCrib } from '../../crib/createCrib.js'
import { throwIfAborted } from '../../errors.js'
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
  readonly #life = new AbortController()

  constructor(options: EngineOptions) {
    this.#options = options
  }

  /** The engine over what a view knows. Rejects as `createCrib` and `crib.update` do, and with `aborted` once it is closed. */
  async over(view: StockView): Promise<Crib> {
    const ready = this.#queue.then(() => this.#update(view))
    this.#queue = ready.catch(() => {})
    return await ready
  }

  /** Frees it. What is being made is given up: nobody waits for an index that nobody will search. */
  async close(): Promise<void> {
    this.#life.abort()
    await this.#queue
    await this.#crib?.close()
    this.#crib = undefined
  }

  async #update({ sources }: StockView): Promise<Crib> {
    const { signal } = this.#life
    throwIfAborted(signal)
    if (this.#crib === undefined)
      this.#crib = await createSteppedCrib(
        { ...this.#options, sources, invalidTools: 'skip', prefix: 'always', signal },
        inSlices,
      )
    else if (this.#sources !== sources) await this.#crib.update(sources, { signal })
    this.#sources = sources
    return this.#crib
  }
}
