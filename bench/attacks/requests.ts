import type { Draw } from './Draw.js'
import type { Topic } from './topics.js'

/** How users ask, in the manner of the tasks of train/. */
const FRAMES: readonly [(wish: string) => string, ...((wish: string) => string)[]] = [
  (wish) => `Can you help me ${wish}?`,
  (wish) => `I need to ${wish}.`,
  (wish) => `How can I ${wish}?`,
  (wish) => `Please ${wish} for me.`,
  (wish) => `I want to ${wish}, what do you recommend?`,
  (wish) => `Could you ${wish} today?`,
  (wish) => `I am looking for a way to ${wish}.`,
  (wish) => `${wish.charAt(0).toUpperCase()}${wish.slice(1)}`,
]

/** A request as a user of an honest tool may put it: about what the tool says of itself, or about three of its words. */
export function request({ wish, words }: Topic, draw: Draw): string {
  const frame = draw.of(FRAMES)
  const isQuote = draw.below(2) === 1
  return frame(isQuote ? wish : `${draw.of(words)} ${draw.of(words)} ${draw.of(words)}`)
}
