import { z } from 'zod'
import { errorResult } from '../../desk/callResults.js'
import { readArguments } from '../../desk/readArguments.js'
import type { Visit } from '../face/Visit.js'
import { callTool } from './callTool.js'
import { describeTools } from './describeTools.js'
import { isMetaName, type MetaName } from './metaTools.js'
import { searchTools } from './searchTools.js'

const callSchema = z.looseObject({ name: z.string().min(1), arguments: z.unknown().optional() })

/** What answers each own tool. Wrong arguments are an answer for the model. */
const ANSWERS: Readonly<Record<MetaName, (args: unknown, visit: Visit) => Promise<Record<string, unknown>>>> =
  {
    search_tools: async (args, { gateway, profile, peer, signal }) =>
      await searchTools(await gateway.stockedView(signal), args, {
        ...{ gateway, profile, signal },
        context: peer.context,
        advised: gateway.advised(peer),
      }),
    describe_tools: async (args, { gateway, profile, peer, signal }) =>
      await describeTools(await gateway.stockedView(signal), args, {
        gateway,
        profile,
        context: peer.context,
      }),
    call_read_tool: (args, visit) => callThrough(args, visit, { readOnly: true }),
    call_tool: (args, visit) => callThrough(args, visit, { readOnly: false }),
  }

/** Answers a call of an own tool. Rejects as the called tool's server does. */
export async function answerMeta(
  name: MetaName,
  args: unknown,
  visit: Visit,
): Promise<Record<string, unknown>> {
  return await ANSWERS[name](args, visit)
}

async function callThrough(
  args: unknown,
  visit: Visit,
  how: { readOnly: boolean },
): Promise<Record<string, unknown>> {
  const read = readArguments(args)
  const parsed = callSchema.safeParse('fault' in read ? undefined : read.value)
  if (!parsed.success)
    return errorResult(
      'The arguments could not be read. Send {"name": "name of the tool", "arguments": {its arguments}}.',
    )
  const { name } = parsed.data
  if (isMetaName(name)) return errorResult(`${name} is not called through another tool. Call it by itself.`)
  const call = { name, arguments: parsed.data.arguments, meta: visit.params['_meta'], ...how }
  const outcome = await callTool(call, visit)
  return 'result' in outcome ? outcome.result : errorResult(outcome.refusal)
}
