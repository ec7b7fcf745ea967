import { type QueryRow, seededRandom } from 'toolcrib/eval'
import { shuffled } from '../data/devSets.js'

/** Turns of a conversation. */
const TURNS = 50

/** Most conversations of one set. */
const MOST = 20

/** Chance that a turn comes back to a task of the same conversation. */
const RETURNING = 0.5

/**
 * Up to 20 conversations of 50 turns over labelled tasks: each turn is about the next task (in an order drawn with seed 0)
 * or, half of the time, about one of the conversation's earlier tasks, drawn again. The last one may be shorter.
 */
export function conversationsOf(queries: readonly QueryRow[]): QueryRow[][] {
  const random = seededRandom(0)
  const waiting = shuffled(
    queries.filter(({ gold }) => gold.length > 0),
    0,
  )
  const conversations: QueryRow[][] = []
  while (conversations.length < MOST && waiting.length > 0) {
    const turns: QueryRow[] = []
    while (turns.length < TURNS && waiting.length > 0) {
      const returns = turns.length > 0 && random() / 2 ** 32 < RETURNING
      turns.push(returns ? turns[random() % turns.length]! : waiting.shift()!)
    }
    conversations.push(turns)
  }
  return conversations
}
