import type { Conversation } from './Conversation.js'

/** Number of a turn's task, from 1. Turns count from 1. */
export function taskOf(turn: number, { turnsPerTask }: Pick<Conversation, 'turnsPerTask'>): number {
  return Math.ceil(turn / turnsPerTask)
}

/** True for the first turn of a task. */
export function startsTask(turn: number, { turnsPerTask }: Pick<Conversation, 'turnsPerTask'>): boolean {
  return (turn - 1) % turnsPerTask === 0
}

/**
 * Tokens that the addition of that number brings (from 1) where each brings `size`: a catalog of `room` tokens cannot give
 * more than it has.
 */
export function addition(number: number, { size, room }: { size: number; room: number }): number {
  return Math.min(size, Math.max(0, room - (number - 1) * size))
}
