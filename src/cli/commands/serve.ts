import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { CribError } from '../../errors.js'
import { sha256 } from '../../hash.js'
import type { CliIo } from '../CliIo.js'
import { escapeText } from '../escapeText.js'
import { EXIT } from '../exitCodes.js'
import { openTrustFile } from '../openTrustFile.js'
import { readTextFile } from '../readTextFile.js'
import { trustFileOf } from '../trustFileOf.js'

/** Arguments of `toolcrib serve`. */
export interface ServeArgs {
  config: string
  /** Default: the unnamed profile. */
  profile?: string
  /** Port of Streamable HTTP. Default: stdio is served. */
  http?: number
  /** Default `127.0.0.1`. */
  host?: string
  allowOrigin?: string[]
  allowHost?: string[]
  trustFile?: string
  catalogFile?: string
  /** Default `o200k_base`. */
  tokenizer?: 'o200k_base' | 'cl100k_base' | 'estimate'
}

/** `toolcrib serve`: resolves to the exit code when the client is gone or the user interrupts. */
export async function serve(args: ServeArgs, io: CliIo): Promise<number> {
  checkArguments(args)
  const { parseServersConfig } = await import('../../mcp/index.js')
  const mcp = await import('../../mcp/gateway/index.js')
  const { config: file } = args
  const text = await readTextFile(file, '--config', io)
  const { servers, warnings } = parseServersConfig(text, { file, env: io.env })
  const warn = (message: string) => io.stderr.write(`toolcrib: ${escapeText(message)}\n`)
  for (const warning of warnings) warn(warning)
  if (servers.size === 0)
    warn(
      `${file} names no server that is switched on, so there is nothing to serve. Write one into it: { "mcpServers": { "files": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "."] } } }`,
    )
  const gateway = await mcp.createGateway(servers, {
    ...mcp.parseGatewaySection(text, file),
    tokenizer: args.tokenizer,
    trust: (await openTrustFile(args.trustFile, io)).store,
    catalogFile: args.catalogFile ?? catalogFileOf(file, io),
    onStatus: (_key, state) => {
      if ('error' in state) warn(state.error.message)
    },
    onWarning: warn,
  })
  try {
    await (args.http === undefined ? overStdio() : overHttp(args.http))
  } finally {
    await gateway.close()
  }
  return EXIT.ok

  async function overStdio(): Promise<void> {
    const profile = gateway.profile(args.profile)
    await mcp.serveGatewayStdio({ gateway, profile, signal: io.signal, onWarning: warn })
  }

  async function overHttp(port: number): Promise<void> {
    const http = await mcp.serveGatewayHttp({
      gateway,
      port,
      host: args.host,
      token: io.env['TOOLCRIB_TOKEN'] || undefined,
      allowedOrigins: args.allowOrigin,
      allowedHosts: args.allowHost,
      onWarning: warn,
    })
    warn(`Serving ${http.url}`)
    await new Promise<void>((resolve) => {
      if (io.signal.aborted) resolve()
      else io.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    await http.close()
  }
}

function checkArguments(args: ServeArgs): void {
  const ofHttp = (['host', 'allowOrigin', 'allowHost'] as const).find((name) => args[name] !== undefined)
  const wrong =
    args.http === undefined && ofHttp !== undefined
      ? [ofHttp, 'is for --http. Give --http PORT, or leave it out.']
      : args.http !== undefined && args.profile !== undefined
        ? ['profile', 'is for stdio. Over HTTP profiles are at /mcp/p/NAME; leave it out.']
        : undefined
  if (wrong === undefined) return
  const option = `--${wrong[0]!.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  throw new CribError('usage', `${option} ${wrong[1]}`, { details: { argument: option } })
}

/** One file for each configuration, beside the file of trusted definitions. */
function catalogFileOf(config: string, io: CliIo): string {
  const trust = trustFileOf({ env: io.env, platform: process.platform, home: homedir() })
  return join(dirname(trust), 'catalogs', `${sha256(resolve(config)).slice(0, 16)}.json`)
}
