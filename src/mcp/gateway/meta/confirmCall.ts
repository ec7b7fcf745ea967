import { showValue } from '../../../text/showValue.js'
import type { Tool } from '../../../tool/Tool.js'
import { oneLine } from '../../oneLine.js'
import type { Visit } from '../face/Visit.js'

/** Characters of the arguments that the user is shown. */
const SHOWN_ARGUMENTS = 500

/**
 * Asks the user whether a tool may be called, by elicitation. Undefined where it may; else a sentence for the model. A
 * client that cannot ask is refused: who wants to be asked does not want calls that nobody was asked about.
 */
export async function confirmCall(tool: Tool, args: unknown, visit: Visit): Promise<string | undefined> {
  const { peer, signal } = visit
  if (peer.request === undefined || peer.capabilities.elicitation === undefined)
    return `${showValue(tool.id)} has to be confirmed by the user (\`confirm\` is "destructive"), and this client cannot ask. It was not called.`
  const shown = oneLine(JSON.stringify(args ?? {}), SHOWN_ARGUMENTS)
  const answer = await peer.request(
    'elicitation/create',
    {
      mode: 'form',
      message: `Call ${tool.id} with ${shown}? It may change or delete things.`,
      requestedSchema: { type: 'object', properties: {} },
    },
    { signal },
  )
  return answer['action'] === 'accept'
    ? undefined
    : `The user did not allow the call of ${showValue(tool.id)}.`
}
