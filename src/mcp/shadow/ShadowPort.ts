import { CribError } from '../../errors.js'
import type {
  DeskList,
  DeskListRequest,
  DeskPort,
  DeskRequest,
  RoutedCall,
  ToolRoute,
} from '../desk/DeskPort.js'

/** A port that lists what was handed out last, so that choosing from it asks no server again. */
export class ShadowPort implements DeskPort {
  readonly #port: DeskPort
  #held: DeskList | undefined

  constructor(port: DeskPort) {
    this.#port = port
  }

  /** Asks the servers and holds what they say. */
  async ask(how: DeskListRequest): Promise<DeskList> {
    this.#held = await this.#port.list(how)
    return this.#held
  }

  async list(how: DeskListRequest): Promise<DeskList> {
    return how.from === 'known' && this.#held !== undefined ? this.#held : await this.ask(how)
  }

  async send(call: RoutedCall, request: DeskRequest): Promise<unknown> {
    return await this.#port.send(call, request)
  }

  routeUnlisted(name: string): ToolRoute | undefined {
    return this.#port.routeUnlisted(name)
  }
}

/** The tools that a client's own lists gave, as what a desk lists. Calls go past it. */
export class HeldTools implements DeskPort {
  readonly #server: string | undefined
  #pages: readonly unknown[] | undefined
  #last: { tools: readonly unknown[]; content: string } | undefined

  /** `server` is what ids and reasons call it. */
  constructor(server: string | undefined) {
    this.#server = server
  }

  /** A page of the client's list, the first or one behind those before. */
  note(result: unknown, isFirst: boolean): void {
    if (typeof result !== 'object' || result === null || !('tools' in result) || !Array.isArray(result.tools))
      return
    this.#pages = isFirst ? result.tools : [...(this.#pages ?? []), ...result.tools]
  }

  async list(): Promise<DeskList> {
    const tools = this.#pages
    if (tools === undefined)
      throw new CribError('tools-empty', 'The tools were not listed yet. List them first.')
    const content = JSON.stringify(tools)
    // The same array where nothing changed: then nothing is indexed again.
    if (this.#last?.content !== content) this.#last = { tools: [...tools], content }
    const ofServer = this.#server === undefined ? {} : { server: this.#server }
    return { sources: [{ ...ofServer, tools: this.#last.tools }], rejected: [], unavailable: [], rest: {} }
  }

  async send(): Promise<never> {
    throw new CribError('client-unsupported', 'In shadow mode calls go to the client itself.')
  }

  routeUnlisted(): undefined {
    return undefined
  }
}
