import { type DefinitionChange, diffDefinitions } from '../../../trust/diffDefinitions.js'
import { pendingTools } from '../../../trust/pendingTools.js'
import type { CliIo } from '../../CliIo.js'
import { jsonText } from '../../escapeText.js'
import { EXIT } from '../../exitCodes.js'
import { openTrustFile } from '../../openTrustFile.js'
import { createStyle } from '../../Style.js'
import { type OwnedTool, trustedTool, trustId } from '../../trustedTool.js'
import { trustDiffView } from '../../views/trustDiffView.js'
import type { TrustArgs } from './TrustArgs.js'
import { type SeenDocument, seenDocument } from './trustStatus.js'

/** Arguments of `toolcrib trust diff`. */
export interface TrustDiffArgs extends TrustArgs {
  /** Tools as `server/tool`; all that are held where there are none. */
  tools: readonly string[]
}

/** What `toolcrib trust diff --json` prints; documented in docs/cli.md. */
export interface TrustDiffDocument {
  file: string
  held: HeldDocument[]
  /** Ids of tools that were asked for and are not held. */
  notHeld: string[]
}

/** A held tool, and what changed. */
export interface HeldDocument {
  id: string
  server: string
  name: string
  approved: SeenDocument
  seen: SeenDocument
  /** Null where one of the definitions was too large to keep. */
  changes: DefinitionChange[] | null
}

/** `toolcrib trust diff`: what changed in held tools. Resolves to the exit code. */
export async function trustDiff({ tools, trustFile, json }: TrustDiffArgs, io: CliIo): Promise<number> {
  const { file, store } = await openTrustFile(trustFile, io)
  const state = await store.read()
  const asked = tools.length === 0 ? pendingTools(state) : tools.map((id) => trustedTool(state, id))
  const document: TrustDiffDocument = {
    file,
    held: asked.flatMap(heldDocument),
    notHeld: asked.filter(({ pending }) => pending === null).map(trustId),
  }
  io.stdout.write(json === true ? jsonText(document) : trustDiffView(document, createStyle(io)))
  return EXIT.ok
}

function heldDocument({ server, name, approved, pending }: OwnedTool): HeldDocument[] {
  if (pending === null) return []
  return [
    {
      id: trustId({ server, name }),
      server,
      name,
      approved: seenDocument(approved),
      seen: seenDocument(pending),
      changes:
        approved.json === null || pending.json === null ? null : diffDefinitions(approved.json, pending.json),
    },
  ]
}
