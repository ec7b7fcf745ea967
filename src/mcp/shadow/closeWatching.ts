import type { ToolDesk } from '../desk/ToolDesk.js'
import type { ShadowRecorder } from './ShadowRecorder.js'

/** Logs what is open and frees the engine. A selection that hangs must not keep the host from closing. */
export async function closeWatching(recorder: ShadowRecorder, desk: ToolDesk): Promise<void> {
  const isDone = await recorder.close()
  const freed = desk.close()
  if (isDone) await freed
  else freed.catch(() => {})
}
