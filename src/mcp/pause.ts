/**
 * Waits, or less when the signal is aborted; never rejects.
 *
 * @param ms Milliseconds.
 * @param how `idle`: nobody waits for it, so that it does not keep the process alive. Default false.
 */
export function pause(
  ms: number,
  { signal, idle = false }: { signal?: AbortSignal | undefined; idle?: boolean } = {},
): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    if (idle) timer.unref()
    if (signal?.aborted) end()
    else signal?.addEventListener('abort', end, { once: true })
  })
}
