import type { LeftReason } from '../../budget/LeftReason.js'
import type { LeftItem, SelectedItem } from '../../crib/Selection.js'
import { FIELD_WORDS } from '../../lexical/Field.js'
import type { Caution } from '../../rank/cautions.js'
import type { LeaveReason } from '../../session/SessionStep.js'
import type { SelectDocument } from '../commands/select.js'
import { escapeProse, escapeText } from '../escapeText.js'
import { count, formatConfidence, formatInteger, formatMs, formatShare } from '../format.js'
import { renderTable } from '../renderTable.js'
import type { Style } from '../Style.js'
import { explanationLines } from './explanationLines.js'
import { handoutTable } from './handoutTable.js'

const WHY_LEFT: Readonly<Record<LeftReason, string>> = {
  'max-tokens': 'over the token limit',
  'max-tools': 'over the number of tools',
  'max-share': "over its server's share",
  prerequisite: 'no room for what it needs',
  'low-confidence': 'too unlikely to fit',
  'near-copy': 'repeats another tool',
}

const WHY_GONE: Readonly<Record<LeaveReason, string>> = {
  'max-tokens': 'the token limit',
  'max-tools': 'the limit on tools',
  removed: 'its server no longer has it',
  changed: 'its definition changed',
}

const CAUTIONS: Readonly<Record<Caution, string>> = {
  low_coverage:
    'The embedding model knows few words of this task (another language?): confidence is lower for it.',
}

/** The result of `toolcrib select` for people: the hand-out, what it costs, and with `explain` the evidence. */
export function selectView(document: SelectDocument, options: { explain: boolean; style: Style }): string {
  const { explain, style } = options
  const lines = [...headLines(document, style), '']
  if (document.items.length > 0) lines.push(...handoutTable(document.items, style), '')
  if (explain) lines.push(...evidenceLines(document.items, style))
  if (explain || document.nothingFits) lines.push(...leftLines(document.left, style))
  if (document.explained !== undefined) lines.push(...explanationLines(document.explained, style), '')
  lines.push(...billedLines(document, style), style.dim(footLine(document)))
  return `${lines.join('\n')}\n`
}

function headLines(document: SelectDocument, style: Style): string[] {
  const { task, items, left, nothingFits, tokens, catalog } = document
  const limit = tokens.limit === null ? '' : `, limit ${formatInteger(tokens.limit)}`
  const lines = [
    `${style.bold('Task')}        ${escapeProse(task)}`,
    `${style.bold('Handed out')}  ${formatInteger(items.length)} of ${count(catalog.tools, 'tool')}, ` +
      `${formatInteger(tokens.after)} of ${formatInteger(tokens.before)} tokens (${savedText(tokens)}${limit})`,
  ]
  for (const caution of document.cautions) lines.push(style.warn(CAUTIONS[caution]))
  if (document.recall !== undefined) lines.push(`${style.bold('Recall')}      ${document.recall.promise}`)
  lines.push(...sessionLines(document, style))
  // The nearest tools are in `left`, unless there is nothing to rank.
  if (nothingFits && items.length + left.length === 0)
    lines.push(style.warn('No tool was ranked: --include and --exclude leave none of the catalog.'))
  else if (nothingFits)
    lines.push(style.warn('Nothing in the catalog fits this task. The nearest tools are listed below.'))
  else if (items.length === 0)
    lines.push(style.warn('No tool that fits the task fits the limits. Raise --max-tokens or --max-tools.'))
  return lines
}

/** A small catalog may take less than a selection with its search tool, and people should see that. */
function savedText({ before, after }: SelectDocument['tokens']): string {
  if (after > before) return `${formatInteger(after - before)} more than all tools take`
  return `${formatShare(before === 0 ? 0 : 1 - after / before)} saved`
}

function sessionLines({ session }: SelectDocument, style: Style): string[] {
  if (session === undefined) return []
  const { state, appended, kept, idle, left, break: broken } = session
  const parts = [
    `turn ${state.turn}`,
    `${appended.length} new`,
    `${kept.length + idle.length} stayed (${idle.length} of them not asked for now)`,
    `${left.length} left`,
  ]
  const lines = [`${style.bold('Session')}     ${parts.join(', ')}`]
  for (const { id, why } of left) lines.push(`            ${escapeText(id)} left: ${WHY_GONE[why]}`)
  if (broken !== null)
    lines.push(
      style.warn(
        `The list goes on from the last one for ${formatInteger(broken.keptTokens)} tokens only: ${formatInteger(broken.rewrittenTokens)} tokens, and all that stands behind the tools, are new to a prompt cache.`,
      ),
    )
  return lines
}

function evidenceLines(items: readonly SelectedItem[], style: Style): string[] {
  return items.flatMap(({ id, score, evidence }) => [
    style.bold(escapeText(id)),
    `  score ${score.toFixed(3)}, cosine ${evidence.similarity.toFixed(3)} ` +
      `(${evidence.similarityZ.toFixed(1)} deviations over the reference cohort), words ${formatShare(evidence.lexical)} of attainable`,
    ...evidence.terms.map(
      ({ term, field, share }) =>
        `  "${escapeText(term)}" in its ${FIELD_WORDS[field]}: ${formatShare(share)} of the word score`,
    ),
    '',
  ])
}

function leftLines(left: readonly LeftItem[], style: Style): string[] {
  if (left.length === 0) return []
  const table = renderTable(
    [
      { header: '#', align: 'right' },
      { header: 'Not handed out', shrinkTo: 12 },
      { header: 'Server', shrinkTo: 6 },
      { header: 'Confidence', align: 'right' },
      { header: 'Tokens', align: 'right' },
      { header: 'Why not', shrinkTo: 10 },
    ],
    left.map((item) => [
      String(item.rank),
      escapeText(item.name),
      escapeText(item.server ?? '-'),
      formatConfidence(item.confidence),
      formatInteger(item.tokens),
      WHY_LEFT[item.why],
    ]),
    style,
  )
  return [...table, '']
}

/** Whose bill the tokens are, and how sure that is. */
function billedLines({ billedAs, tokens }: SelectDocument, style: Style): string[] {
  const { billed, limit } = tokens
  if (billedAs === undefined || billed === null) return []
  const bounds =
    billed.low === null || billed.high === null
      ? `no bound is known${limit === null ? '' : ', so the limit is checked on these'}`
      : `${formatInteger(billed.low)} to ${formatInteger(billed.high)}${limit === null ? '' : ', the limit is checked on the higher'}`
  const assumed = billedAs.assumed === null ? '' : ` Assumed: ${billedAs.assumed}.`
  return [
    `${style.bold('Billed as')}   ${escapeText(billedAs.model)} (${billedAs.provider}): ${count(billed.tokens, 'token')}, ${billed.kind} (${bounds}).`,
    style.dim(escapeProse(`Source: ${billed.source} (${billed.date}).${assumed}`)),
  ]
}

function footLine({ tokens, index, ms }: SelectDocument): string {
  return `Selected in ${formatMs(ms.select)} (${index} index, ${tokens.counter} tokens; reading ${formatMs(ms.load)}, indexing ${formatMs(ms.index)}).`
}
