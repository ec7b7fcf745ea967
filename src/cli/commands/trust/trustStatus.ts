import { pendingTools } from '../../../trust/pendingTools.js'
import type { TrustState } from '../../../trust/TrustState.js'
import type { CliIo } from '../../CliIo.js'
import { jsonText } from '../../escapeText.js'
import { EXIT } from '../../exitCodes.js'
import { openTrustFile } from '../../openTrustFile.js'
import { createStyle } from '../../Style.js'
import { trustId } from '../../trustedTool.js'
import { trustStatusView } from '../../views/trustStatusView.js'
import type { TrustArgs } from './TrustArgs.js'

/** What `toolcrib trust status --json` prints; documented in docs/cli.md. */
export interface TrustStatusDocument {
  file: string
  servers: { server: string; firstSeen: string; tools: number; held: number }[]
  held: { id: string; server: string; name: string; approved: SeenDocument; seen: SeenDocument }[]
}

/** A definition by its fingerprint, and since when it is approved or waits. */
export interface SeenDocument {
  fingerprint: string
  since: string
}

/** `toolcrib trust status`: what is trusted and what is held. Resolves to the exit code. */
export async function trustStatus({ trustFile, json }: TrustArgs, io: CliIo): Promise<number> {
  const { file, store } = await openTrustFile(trustFile, io)
  const document = { file, ...statusOf(await store.read()) }
  io.stdout.write(json === true ? jsonText(document) : trustStatusView(document, createStyle(io)))
  return EXIT.ok
}

function statusOf(state: TrustState): Omit<TrustStatusDocument, 'file'> {
  return {
    servers: state.servers.map(({ key, firstSeen, tools }) => ({
      server: key,
      firstSeen,
      tools: tools.length,
      held: tools.filter(({ pending }) => pending !== null).length,
    })),
    held: pendingTools(state).map(({ server, name, approved, pending }) => ({
      id: trustId({ server, name }),
      server,
      name,
      approved: seenDocument(approved),
      seen: seenDocument(pending),
    })),
  }
}

/** A seen definition without its text. */
export function seenDocument({ fingerprint, since }: SeenDocument): SeenDocument {
  return { fingerprint, since }
}
