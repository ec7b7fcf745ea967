import type { Crib, CribOptions } from '../../crib/Crib.js'
import { createCrib } from '../../crib/createCrib.js'
import { CribError } from '../../errors.js'
import type { Catalog } from '../../tool/Catalog.js'
import type { Tool, ToolSource } from '../../tool/Tool.js'
import type { DeskList, DeskListRequest, DeskPort } from './DeskPort.js'

/** What the engine of a desk is made with. */
export type DeskCribOptions = Omit<CribOptions, 'sources' | 'invalidTools' | 'signal'>

/** A list, and the engine that knows its tools. */
export interface DeskSnapshot {
  list: DeskList
  crib: Crib
  /** Of the list; the engine may have gone on to another since. */
  catalog: Catalog
}

/** Keeps the engine in step with the lists; what did not change is not indexed again. */
export class DeskCatalog {
  readonly #port: DeskPort
  readonly #options: DeskCribOptions
  #snapshot: DeskSnapshot | undefined
  /** Updates run one after another: two lists that arrive together must not both build an engine. */
  #queue: Promise<unknown> = Promise.resolve()
  #closings = 0

  constructor(port: DeskPort, options: DeskCribOptions) {
    this.#port = port
    this.#options = options
  }

  /** As of the last list; undefined before the first. */
  get snapshot(): DeskSnapshot | undefined {
    return this.#snapshot
  }

  /** Asks for the lists. Rejects as the port and `crib.update` do; the last snapshot stays then. */
  async list(how: DeskListRequest): Promise<DeskSnapshot> {
    const closings = this.#closings
    const list = await this.#port.list(how)
    const snapshot = this.#queue.then(() => {
      if (closings !== this.#closings) throw closedMeanwhile()
      return this.#update(list, how.signal)
    })
    this.#queue = snapshot.catch(() => {})
    return snapshot
  }

  /** Frees the engine; a later list makes a new one, and one under way rejects with `aborted`. */
  async close(): Promise<void> {
    this.#closings += 1
    await this.#queue
    const snapshot = this.#snapshot
    this.#snapshot = undefined
    await snapshot?.crib.close()
  }

  async #update(list: DeskList, signal: AbortSignal | undefined): Promise<DeskSnapshot> {
    const before = this.#snapshot
    const sources = [...list.sources]
    let crib = before?.crib
    if (crib === undefined) {
      crib = await createCrib({ ...this.#options, sources, invalidTools: 'skip', signal })
    } else if (!isSame(before!.list.sources, sources)) {
      await crib.update(sources, { signal })
    }
    this.#snapshot = { list, crib, catalog: crib.catalog }
    return this.#snapshot
  }
}

/** The tool that a model calls by this name. */
export function toolNamed(catalog: Catalog, name: string): Tool | undefined {
  const tool = catalog.get(name)
  // An id finds a tool, too, but is no name to call it by.
  return tool !== undefined && catalog.wireName(tool.id) === name ? tool : undefined
}

function closedMeanwhile(): CribError {
  return new CribError('aborted', 'The tools were closed while they were listed. List them again.')
}

function isSame(before: readonly ToolSource[], after: readonly ToolSource[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ server, tools }, at) => after[at]!.server === server && after[at]!.tools === tools)
  )
}
