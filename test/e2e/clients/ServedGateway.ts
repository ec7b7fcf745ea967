import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RunningProcess, startProcess } from '../../../bench/gateway/startProcess.js'

const BIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url))

/** What a gateway is served for. */
export interface ServedOptions {
  /** `mcpServers` of its configuration. */
  servers: Readonly<Record<string, object>>
  /** The section `toolcrib` of its configuration. Default: none. */
  section?: object
}

/** The built `toolcrib serve`, over HTTP in a process that runs, and over stdio for clients that start it themselves. */
export class ServedGateway {
  readonly folder = mkdtempSync(join(tmpdir(), 'toolcrib-e2e-'))
  #running: RunningProcess | undefined

  constructor({ servers, section = {} }: ServedOptions) {
    writeFileSync(this.file('mcp.json'), JSON.stringify({ mcpServers: servers, toolcrib: section }))
  }

  /** Absolute path of a file of this gateway. */
  file(name: string): string {
    return join(this.folder, name)
  }

  /** Arguments of Node that serve over stdio; `more` goes behind. */
  args(...more: string[]): string[] {
    const files = ['--config', 'mcp.json', '--trust-file', 'trust.json', '--catalog-file', 'catalog.json']
    return [BIN, 'serve', ...files.map((part) => (part.startsWith('--') ? part : this.file(part))), ...more]
  }

  /** Starts it over HTTP. */
  async start(): Promise<void> {
    const ready = /Serving (http:\S+)/
    this.#running = await startProcess({ args: this.args('--http', '0'), ready })
  }

  /** Address of its unnamed profile. */
  get url(): string {
    return this.#running!.url
  }

  /** The catalog that it keeps on disk, empty where there is none yet. */
  get kept(): string {
    const file = this.file('catalog.json')
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }

  /** Kills it, without a word. */
  async kill(): Promise<void> {
    this.#running!.child.kill('SIGKILL')
    await this.#running!.stop()
  }

  async end(): Promise<void> {
    await this.#running?.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
