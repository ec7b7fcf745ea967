import { untilAborted } from '../untilAborted.js'

interface Run<T> {
  result: Promise<T>
  controller: AbortController
  waiting: number
}

/** Work that is done once for all who ask for it while it runs. It is aborted when the last of them gave up. */
export class ShareableWork<T> {
  readonly #work: (signal: AbortSignal) => Promise<T>
  #run: Run<T> | undefined

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#work = work
  }

  /** The result of what runs, or of a new run. Rejects with the signal's reason when that is aborted. */
  join(signal: AbortSignal | undefined): Promise<T> {
    return this.#run === undefined ? this.begin(signal) : this.#wait(this.#run, signal)
  }

  /** The result of a new run, which others may join from now on. */
  begin(signal: AbortSignal | undefined): Promise<T> {
    const controller = new AbortController()
    const run: Run<T> = { result: this.#work(controller.signal), controller, waiting: 0 }
    this.#run = run
    const done = () => this.#forget(run)
    run.result.then(done, done)
    return this.#wait(run, signal)
  }

  async #wait(run: Run<T>, signal: AbortSignal | undefined): Promise<T> {
    run.waiting++
    try {
      return await untilAborted(signal, () => run.result)
    } finally {
      run.waiting--
      if (run.waiting === 0) {
        this.#forget(run)
        run.controller.abort()
      }
    }
  }

  #forget(run: Run<T>): void {
    if (this.#run === run) this.#run = undefined
  }
}
