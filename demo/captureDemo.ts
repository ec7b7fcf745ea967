import { type Capture, type CaptureOptions, capturePinned } from './capturePinned.js'
import { DEMO_SERVERS } from './demoServers.js'

/** The tools of the seven demo servers, live or from the cache under `.cache/demo`; see `capturePinned`. */
export function captureDemo(options: CaptureOptions = {}): Promise<Capture> {
  return capturePinned(DEMO_SERVERS, options)
}
