import { runSteps } from '../../../tool/runSteps.js'
import { inSlices } from '../../inSlices.js'
import { LatestWork } from '../../LatestWork.js'
import { type StockEntry, type StockView, viewSteps } from './StockView.js'

/** Keeps the view of what is known: answers come from the last whole one while the next is made in slices. */
export class ViewBuilder {
  readonly #work: LatestWork
  #view: StockView = runSteps(viewSteps([]))

  /** @param known What is known at the moment, in the order of the configuration. */
  constructor(known: () => Iterable<StockEntry>) {
    this.#work = new LatestWork(async () => {
      this.#view = await inSlices(viewSteps([...known()]))
    })
  }

  /** The last view that was made. */
  get view(): StockView {
    return this.#view
  }

  /** Makes a view of what is known now; resolves when it is there. Rejects as `viewSteps` throws. */
  async rebuild(): Promise<void> {
    await this.#work.run()
  }
}
