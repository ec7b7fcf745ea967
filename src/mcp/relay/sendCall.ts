import type { Caller } from '../upstream/Caller.js'
import type { UpstreamCall, UpstreamProgress } from '../upstream/Upstream.js'
import type { Raw, RelayCall } from './RelayCall.js'

/** Sends the request of a call for its caller and gives the result as it came. */
export async function sendCall(
  { upstream, method, definition }: Pick<RelayCall, 'upstream' | 'method' | 'definition'>,
  params: Raw | undefined,
  how: {
    caller: Caller
    signal: AbortSignal
    onProgress: ((progress: UpstreamProgress) => void) | undefined
  },
): Promise<Raw> {
  if (method !== 'tools/call') return await upstream.request(method, params, how)
  return await upstream.callTool({ ...params } as unknown as UpstreamCall, { ...how, definition })
}
