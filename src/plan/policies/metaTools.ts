import type { Policy } from '../Policy.js'
import { startsTask } from '../tasks.js'

/** Three constant tools. A new task costs two requests, a search and a description; then calls go through the third. */
export const metaTools: Policy = {
  name: 'meta-tools',
  selects: false,
  constant: true,
  unavailable: () => undefined,
  blocks: (_turn, { tools }) => [{ id: 'meta', tokens: tools.meta }],
  inline: () => 0,
  lookups: (turn, { conversation, tools }) =>
    startsTask(turn, conversation) ? [tools.searchAnswer, tools.describeAnswer] : [],
}
