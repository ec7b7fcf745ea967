/** How long something is waited for. */
export interface WaitLimits {
  /** Milliseconds, 0 or more. */
  ms: number
  /** Aborting any of them ends the wait, too. */
  signals: readonly (AbortSignal | undefined)[]
}

/** What became of a promise; undefined where it took too long. The promise goes on, and its failure counts as seen. */
export async function settledWithin<Value>(
  promise: Promise<Value>,
  { ms, signals }: WaitLimits,
): Promise<PromiseSettledResult<Value> | undefined> {
  let end = () => {}
  const over = new Promise<undefined>((resolve) => {
    end = () => resolve(undefined)
  })
  const timer = setTimeout(end, ms)
  for (const signal of signals) signal?.addEventListener('abort', end, { once: true })
  try {
    const settled = Promise.allSettled([promise]).then(([outcome]) => outcome)
    return await Promise.race([settled, over])
  } finally {
    clearTimeout(timer)
    for (const signal of signals) signal?.removeEventListener('abort', end)
  }
}
