import { forgetServer } from '../../../trust/forgetServer.js'
import type { CliIo } from '../../CliIo.js'
import { escapeText, jsonText } from '../../escapeText.js'
import { EXIT } from '../../exitCodes.js'
import { count } from '../../format.js'
import { openTrustFile } from '../../openTrustFile.js'
import type { TrustArgs } from './TrustArgs.js'

/** Arguments of `toolcrib trust forget`. */
export interface TrustForgetArgs extends TrustArgs {
  /** Key of the server. */
  server: string
}

/** What `toolcrib trust forget --json` prints; documented in docs/cli.md. */
export interface TrustForgetDocument {
  file: string
  server: string
  /** Tools that were known of it. */
  tools: number
}

/** `toolcrib trust forget`: drops what is known of a server. Resolves to the exit code. */
export async function trustForget({ server, trustFile, json }: TrustForgetArgs, io: CliIo): Promise<number> {
  const { file, store } = await openTrustFile(trustFile, io)
  const { tools } = await store.update((state) => {
    const known = state.servers.find(({ key }) => key === server)
    return { state: forgetServer(state, server), tools: known?.tools.length ?? 0 }
  })
  const document: TrustForgetDocument = { file, server, tools }
  const text = `forgot ${escapeText(server)} (${count(tools, 'tool')}): what it lists next is trusted.\n`
  io.stdout.write(json === true ? jsonText(document) : text)
  return EXIT.ok
}
