/** Rejects with the signal's reason as soon as it is aborted, whether or not the work heeds it. */
export async function untilAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (signal === undefined) return await work()
  signal.throwIfAborted()
  return await new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work()
      .finally(() => signal.removeEventListener('abort', stop))
      .then(resolve, reject)
  })
}
