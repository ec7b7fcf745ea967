import { SESSION_META, TASK_META } from '../desk/DeskNote.js'
import { withoutDeskMeta } from '../desk/withoutDeskMeta.js'
import type { ShadowRequest } from './chooseFor.js'
import type { ShadowChoice, ShadowRecorder } from './ShadowRecorder.js'

/** What notes calls. */
export interface CallRecording {
  recorder: ShadowRecorder
  choose: (request: ShadowRequest) => Promise<ShadowChoice>
}

/**
 * Sends a call and notes it; the result or failure is passed on as it is.
 *
 * @param params of `tools/call`, as the host gave them
 * @param send sends them without what is between host and toolcrib
 */
export async function recordCall<Result>(
  params: unknown,
  send: (params: unknown) => Promise<Result>,
  { recorder, choose }: CallRecording,
): Promise<Result> {
  const done = noteCall(params, { recorder, choose })
  try {
    const result = await send(withoutDeskMeta(params))
    done(!isErrorResult(result))
    return result
  } catch (error) {
    done(false)
    throw error
  }
}

function noteCall(params: unknown, { recorder, choose }: CallRecording): (ok: boolean) => void {
  const { name, _meta } = Object(params) as { name?: unknown; _meta?: unknown }
  if (typeof name !== 'string') return () => {}
  const meta = Object(_meta) as Record<string, unknown>
  const session = textOf(meta[SESSION_META])
  const begin = (task: string) => choose({ task, session })
  return recorder.calling({ name, session, task: textOf(meta[TASK_META]), choose: begin })
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

function isErrorResult(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'isError' in result && result.isError === true
}
