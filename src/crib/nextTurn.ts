/** Lets the event loop turn once, so that a long computation holds up nobody and sees its signal. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
