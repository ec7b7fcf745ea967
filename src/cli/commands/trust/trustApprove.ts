import { CribError } from '../../../errors.js'
import { approveTool } from '../../../trust/approveTool.js'
import { pendingTools } from '../../../trust/pendingTools.js'
import type { TrustState } from '../../../trust/TrustState.js'
import type { CliIo } from '../../CliIo.js'
import { escapeText, jsonText } from '../../escapeText.js'
import { EXIT } from '../../exitCodes.js'
import { openTrustFile } from '../../openTrustFile.js'
import { createStyle } from '../../Style.js'
import { type OwnedTool, trustedTool, trustId } from '../../trustedTool.js'
import type { TrustArgs } from './TrustArgs.js'

/** Arguments of `toolcrib trust approve`. */
export interface TrustApproveArgs extends TrustArgs {
  /** Tools as `server/tool`. */
  tools: readonly string[]
  /** Every tool that is held; then `tools` is empty. */
  all?: boolean
  /** The one definition of the one tool that is approved. */
  fingerprint?: string
}

/** What `toolcrib trust approve --json` prints; documented in docs/cli.md. */
export interface TrustApproveDocument {
  file: string
  approved: { id: string; server: string; name: string; fingerprint: string }[]
}

/** `toolcrib trust approve`: approves held definitions, all or none. Resolves to the exit code. */
export async function trustApprove(args: TrustApproveArgs, io: CliIo): Promise<number> {
  checkArguments(args)
  const { file, store } = await openTrustFile(args.trustFile, io)
  const { approved } = await store.update((state) => approveAll(state, args, io.date()))
  const document: TrustApproveDocument = { file, approved }
  io.stdout.write(args.json === true ? jsonText(document) : textOf(document, io))
  return EXIT.ok
}

function checkArguments({ tools, all, fingerprint }: TrustApproveArgs): void {
  const wrong =
    all === true && tools.length > 0
      ? ['--all', '--all and tools are both given. Give one of the two.']
      : all !== true && tools.length === 0
        ? ['tools', 'No tool was given. Name tools as server/tool, or give --all.']
        : fingerprint !== undefined && tools.length !== 1
          ? ['--fingerprint', '--fingerprint is of one definition. Give the one tool that has it.']
          : undefined
  if (wrong !== undefined) throw new CribError('usage', wrong[1]!, { details: { argument: wrong[0] } })
}

function approveAll(
  state: TrustState,
  { tools, all, fingerprint }: TrustApproveArgs,
  now: string,
): { state: TrustState; approved: TrustApproveDocument['approved'] } {
  const wanted: OwnedTool[] =
    all === true ? pendingTools(state) : [...new Set(tools)].map((id) => trustedTool(state, id))
  const approved = wanted.map(({ server, name, pending }) => ({
    id: trustId({ server, name }),
    server,
    name,
    // A tool that is not held has none, which is then refused.
    fingerprint: fingerprint ?? pending?.fingerprint ?? '',
  }))
  const approve = (before: TrustState, one: (typeof approved)[number]) =>
    approveTool(before, { server: one.server, tool: one.name, fingerprint: one.fingerprint, now })
  return { state: approved.reduce(approve, state), approved }
}

function textOf({ approved }: TrustApproveDocument, io: CliIo): string {
  if (approved.length === 0) return 'No tool is held.\n'
  const style = createStyle(io)
  return approved
    .map(({ id, fingerprint }) => `${style.good('approved')} ${escapeText(id)} ${style.dim(fingerprint)}\n`)
    .join('')
}
