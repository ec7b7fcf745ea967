import type { ToolsList } from '../listing/requestAllTools.js'
import { ShareableWork } from './ShareableWork.js'

/** A list just read, and for how many milliseconds it may be used without asking again; Infinity: until told. */
export interface ReadTools {
  list: ToolsList
  freshMs: number
}

/** Reads of one list that a change may spoil before it is used as it is. */
const MAX_READS = 3

/** The list of one server: kept while it is fresh, read once for all who ask, the same object while it says the same. */
export class KeptTools {
  readonly #work: ShareableWork<ToolsList>
  #list: ToolsList | undefined
  #text: string | undefined
  #freshUntil = 0
  /** Counts the news of changes, so that a list that changes while it is read is noticed. */
  #news = 0
  /** Counts reads, so that a slow one does not replace what a later one found. */
  #reads = 0
  #kept = 0

  /** @param read Reads every page from the server. */
  constructor(read: (signal: AbortSignal) => Promise<ReadTools>) {
    this.#work = new ShareableWork((signal) => this.#read(read, signal))
  }

  /** The list as last read, fresh or not. */
  get last(): ToolsList | undefined {
    return this.#list
  }

  /** Milliseconds for which the list is still fresh, 0 or more; Infinity: until its server tells of a change. */
  get freshMs(): number {
    return Math.max(0, this.#freshUntil - performance.now())
  }

  /** The list; with `anew`, one whose reading began after this call. */
  async get(from: 'known' | 'anew', signal: AbortSignal | undefined): Promise<ToolsList> {
    if (from === 'anew') return await this.#work.begin(signal)
    if (this.#list !== undefined && performance.now() < this.#freshUntil) return this.#list
    return await this.#work.join(signal)
  }

  /** What is kept may no longer be so. */
  spoil(): void {
    this.#news++
    this.#freshUntil = 0
  }

  async #read(read: (signal: AbortSignal) => Promise<ReadTools>, signal: AbortSignal): Promise<ToolsList> {
    const place = ++this.#reads
    for (let left = MAX_READS; ; left--) {
      const news = this.#news
      const mayReadAgain = () => news !== this.#news && left > 1 && !signal.aborted
      try {
        const { list, freshMs } = await read(signal)
        if (mayReadAgain()) continue
        if (place < this.#kept && this.#list !== undefined) return this.#list
        this.#kept = place
        this.#freshUntil = news === this.#news ? performance.now() + freshMs : 0
        return this.#keep(list)
      } catch (error) {
        // A cursor of the list before may be refused.
        if (!mayReadAgain()) throw error
      }
    }
  }

  #keep(list: ToolsList): ToolsList {
    const text = textOf(list)
    if (this.#list !== undefined && text !== undefined && text === this.#text) return this.#list
    this.#list = list
    this.#text = text
    return list
  }
}

/** What makes a list another one, or undefined where a tool is nested too deeply to be written. */
function textOf({ tools, rejected }: ToolsList): string | undefined {
  try {
    return JSON.stringify([tools, rejected])
  } catch {
    return undefined
  }
}
