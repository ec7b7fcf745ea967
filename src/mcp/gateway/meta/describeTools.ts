import { z } from 'zod'
import type { TokenCounter } from '../../../tokens/TokenCounter.js'
import { signatureLine } from '../../../tool/level/signatureLine.js'
import { wireDefinition } from '../../../tool/wireDefinition.js'
import { errorResult } from '../../desk/callResults.js'
import { readArguments } from '../../desk/readArguments.js'
import type { StockView } from '../stock/StockView.js'
import type { Audience } from './constantList.js'
import { findTool, nearestOf } from './findTool.js'
import { markOf } from './marks.js'
import { textResult } from './textResult.js'

/** Tokens of an answer where the options say nothing. */
const DESCRIBE_TOKENS = 8_000
/** Names that one call may hold. */
const MAX_NAMES = 20

const argumentsSchema = z.looseObject({
  names: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(MAX_NAMES)]),
})

/**
 * Answers `describe_tools`: the definition of each tool as its server gives it, under the name that it is called by, and its
 * hints; within `describeTokens`. A tool that has no room is told as a signature, or is counted among those left out.
 */
export async function describeTools(
  view: StockView,
  args: unknown,
  audience: Audience,
): Promise<Record<string, unknown>> {
  const read = readArguments(args)
  const parsed = argumentsSchema.safeParse('fault' in read ? undefined : read.value)
  if (!parsed.success)
    return errorResult(
      `The arguments could not be read. Send {"names": ["name of a tool"]} with 1 to ${MAX_NAMES} names.`,
    )
  const { loadCounter, options } = audience.gateway.parts
  const counter = await loadCounter()
  const limit = options.describeTokens ?? DESCRIBE_TOKENS
  const names = [...new Set([parsed.data.names].flat())]
  const blocks: string[] = []
  for (const name of names)
    blocks.push(...fittingBlock(candidates(view, name, audience), { blocks, counter, limit }))
  const missing = names.length - blocks.length
  const left = `(${missing} of ${names.length} have no room here; ask for less at once)`
  const room = { blocks, counter, limit }
  if (missing > 0) while (fittingBlock([left], room).length === 0 && blocks.length > 0) blocks.pop()
  const text = (missing > 0 ? [...blocks, ...fittingBlock([left], room)] : blocks).join('\n')
  audience.gateway.metrics.save(-counter.count(text))
  return textResult(text)
}

/** What may be said of a tool, the best first. */
function candidates(view: StockView, name: string, audience: Audience): string[] {
  const found = findTool(view, name, { ...audience, action: 'describe' })
  if ('refusal' in found) {
    const nearest = nearestOf(view, name, { ...audience, action: 'describe' })
    return found.isUnknown ? [`${found.refusal}${nearest}`, found.refusal] : [found.refusal]
  }
  const { tool } = found
  const mark = markOf(tool, { view, isReadOnly: audience.gateway.parts.isReadOnly })
  const json = JSON.stringify(wireDefinition(tool, name))
  const short = `${signatureLine(tool, { wireName: name })}${mark}`
  return [`${name}${mark}: ${json}`, `${short} (its full definition has no room here; ask for it alone)`]
}

function fittingBlock(
  texts: readonly string[],
  { blocks, counter, limit }: { blocks: readonly string[]; counter: TokenCounter; limit: number },
): string[] {
  const fits = (text: string) => counter.count([...blocks, text].join('\n')) <= limit
  const best = texts.find(fits)
  return best === undefined ? [] : [best]
}
