/**
 * Work that is done once for all who want it done from now on: one run at a time, and whoever asks while one runs shares the
 * one after it, since the one that runs may have looked already.
 */
export class LatestWork {
  readonly #work: () => Promise<void>
  #last: Promise<void> = Promise.resolve()
  #next: Promise<void> | undefined

  constructor(work: () => Promise<void>) {
    this.#work = work
  }

  /** Resolves when a run that began after this call has ended. Rejects as it does. */
  run(): Promise<void> {
    this.#next ??= this.#last.then(() => {
      this.#next = undefined
      const made = this.#work()
      this.#last = made.catch(() => {})
      return made
    })
    return this.#next
  }
}
